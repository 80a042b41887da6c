import type { Failure, FailureReason } from "#domain/delivery-status.ts";

/** Reason of a refusal or bounce, from the enhanced status code (RFC 3463) and the SMTP reply code (RFC 5321). */
export function mailFailure(input: {
  /** 550, 421 …; null in reports that have none. */
  reply: number | null;
  /** 5.1.1 …; null when the server gave none. */
  status: string | null;
  detail: string | null;
  /** False while the provider itself goes on trying, or we may. */
  isFinal: boolean;
}): Failure {
  const code = [input.reply, input.status].filter((one) => one !== null).join(" ");
  return {
    reason: reasonOf(input),
    code: code === "" ? null : code,
    detail: input.detail?.slice(0, 500) ?? null,
  };
}

/** The enhanced status code in a server's answer; null when there is none. */
export function findEnhancedStatus(answer: string): string | null {
  return /^\d{3}[ -]([245]\.\d{1,3}\.\d{1,3})\b/.exec(answer)?.[1] ?? null;
}

function reasonOf(input: { reply: number | null; status: string | null; isFinal: boolean }): FailureReason {
  const [, subject, detail] = (input.status ?? "").split(".");
  if (subject === "2" && detail === "2") {
    return "mailbox-full";
  }
  if (!input.isFinal) {
    return input.reply === 421 ? "provider-down" : "mail-delayed";
  }
  switch (subject) {
    case "1":
      return "mailbox-unknown";
    case "2":
      return "mailbox-refused";
    case "4":
      return "undelivered";
    default:
      return "mail-refused";
  }
}
