import type { Message } from "#contract/messages.ts";

/** The subject of an answer to the thread's newest mail; empty when the thread has none. */
export function proposeSubject(messages: readonly Message[]): string {
  const newest = messages.findLast(
    ({ kind, status }) => kind === "email" && status !== "failed" && status !== "expired",
  );
  const subject = newest?.subject?.trim() ?? "";
  return subject === "" || /^re\s*:/i.test(subject) ? subject : `Re: ${subject}`;
}
