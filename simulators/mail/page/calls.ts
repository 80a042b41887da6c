import type { MailState } from "./model.ts";

/** A mail that the customer sends to the hotel. */
export type NewMail = {
  from: string;
  subject: string;
  text: string;
  inReplyTo?: string;
  references?: string[];
  attachments?: { name: string; type: string; base64: string }[];
};

/** All mails as they are now. */
export async function loadState(): Promise<MailState> {
  const response = await fetch("/mail/state");
  if (!response.ok) {
    throw new Error(`HTTP ${response.status}`);
  }
  return (await response.json()) as MailState;
}

/** Sends a mail to the hotel. */
export function sendMail(mail: NewMail): Promise<void> {
  return post("/control/mail", mail);
}

/** Makes the mail servers fail once. */
export function provoke(kind: string): Promise<void> {
  return post("/control/mail/faults", { kind });
}

/** Calls back at every change, and with false while the simulator is away. */
export function followChanges(onChange: () => void, onConnection: (isThere: boolean) => void): void {
  const source = new EventSource("/mail/events");
  source.onopen = () => onConnection(true);
  source.onerror = () => onConnection(false);
  source.onmessage = onChange;
}

async function post(path: string, body: unknown): Promise<void> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error((await response.text()) || `HTTP ${response.status}`);
  }
}
