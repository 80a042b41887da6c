/** Failures that the servers show on demand; README.md says what each one does. */
export const mailFaultKinds = [
  "smtp-busy",
  "smtp-refuse-login",
  "smtp-refuse-sender",
  "smtp-refuse-recipient",
  "smtp-refuse-mail",
  "smtp-cut-before-data",
  "smtp-cut-in-data",
  "smtp-cut-after-data",
  "smtp-bounce",
  "smtp-delay",
  "imap-refuse-login",
  "imap-cut-in-fetch",
  "imap-silent",
] as const;

export type MailFaultKind = (typeof mailFaultKinds)[number];

/** A failure to show `times` times; `code` is the SMTP reply, `match` limits it to recipients that contain it. */
export type MailFault = { kind: MailFaultKind; times: number; code: number | null; match: string | null };

/** The failures still to be shown. */
export type Faults = {
  add(fault: { kind: MailFaultKind; times?: number; code?: number; match?: string }): void;
  /** Uses up one fault of that kind; null when none is planned for this subject. */
  take(kind: MailFaultKind, subject?: string): MailFault | null;
  clear(): void;
};

/** Makes an empty list of failures. */
export function createFaults(): Faults {
  let planned: MailFault[] = [];
  return {
    add({ kind, times = 1, code, match }) {
      planned.push({ kind, times, code: code ?? null, match: match ?? null });
    },
    take(kind, subject = "") {
      const fault = planned.find(
        (one) => one.kind === kind && (one.match === null || subject.includes(one.match)),
      );
      if (fault === undefined) {
        return null;
      }
      fault.times -= 1;
      planned = planned.filter((one) => one.times > 0);
      return fault;
    },
    clear() {
      planned = [];
    },
  };
}
