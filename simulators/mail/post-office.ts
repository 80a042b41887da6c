import type { Clock } from "../clock.ts";
import { composeBounce } from "./compose-bounce.ts";
import { composeMail, type WrittenMail } from "./compose-mail.ts";
import type { Faults } from "./faults.ts";
import type { MailAccount } from "./mail-account.ts";
import { readForDisplay } from "./read-received.ts";
import type { AcceptedMail } from "./smtp-server.ts";
import type { MailMemory } from "./snapshot.ts";

/** A mail for the hotel: written by a customer, or an RFC 5322 source as it is. */
export type DeliveredMail = Omit<WrittenMail, "to"> | { raw: string | Uint8Array };

/** Carries mail between the hotel and its customers. */
export type PostOffice = {
  /** Puts a mail into the hotel's mailbox; answers its Message-ID (null when the raw source has none). */
  deliver(mail: DeliveredMail): Promise<{ uid: number; messageId: string | null }>;
  /** Takes a mail of the hotel to each of its recipients, or back to it. */
  carry(mail: AcceptedMail): Promise<void>;
};

/** Makes the post office over this memory. */
export function createPostOffice(input: {
  clock: Clock;
  account: MailAccount;
  faults: Faults;
  memory: MailMemory;
  onProgress(): void;
}): PostOffice {
  const { clock, account, faults, memory, onProgress } = input;
  const { mailbox } = memory;
  const nextMessageId = (domain: string) => {
    memory.count += 1;
    return `<${clock.now().toString(36)}.${memory.count}@${domain}>`;
  };
  const nextId = () => {
    memory.count += 1;
    return `mail-${memory.count}`;
  };
  const sendBack = (mail: AcceptedMail, kind: "smtp-bounce" | "smtp-delay", recipient: string): boolean => {
    const fault = faults.take(kind, recipient);
    if (fault === null) {
      return false;
    }
    const report =
      kind === "smtp-bounce"
        ? ({ action: "failed", status: "5.1.1", diagnostic: `${fault.code ?? 550} No such mailbox` } as const)
        : ({ action: "delayed", status: "4.4.1", diagnostic: `${fault.code ?? 451} No answer yet` } as const);
    const stamp = { messageId: nextMessageId("mail.example.com"), at: clock.now() };
    mailbox.add(composeBounce({ ...report, recipient }, { from: mail.from, raw: mail.raw }, stamp));
    return true;
  };
  const carryTo = async (mail: AcceptedMail, recipient: string) => {
    sendBack(mail, "smtp-delay", recipient);
    if (sendBack(mail, "smtp-bounce", recipient)) {
      return;
    }
    if (recipient.toLowerCase() === account.address.toLowerCase()) {
      mailbox.add(mail.raw);
      return;
    }
    memory.received.push(await readForDisplay(mail.raw, { id: nextId(), to: recipient, at: clock.now() }));
  };
  return {
    async deliver(mail) {
      const raw = "raw" in mail ? mail.raw : await write(mail);
      const stored = mailbox.add(raw);
      const known = { id: nextId(), to: account.address, at: stored.receivedAt };
      const read = await readForDisplay(stored.raw, known);
      memory.sent.push(read);
      onProgress();
      return { uid: stored.uid, messageId: read.messageId };
    },
    async carry(mail) {
      for (const recipient of mail.to) {
        await carryTo(mail, recipient);
      }
    },
  };

  function write(mail: Omit<WrittenMail, "to">): Promise<Buffer> {
    const domain = /@([\w.-]+)/.exec(mail.from)?.[1] ?? "example.com";
    return composeMail({
      ...mail,
      to: account.address,
      messageId: nextMessageId(domain),
      at: clock.now(),
    });
  }
}
