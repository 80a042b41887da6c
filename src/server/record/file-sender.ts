import type { Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { fileMailSender } from "./file-mail-sender.ts";
import { fileWhatsAppSender } from "./file-whatsapp-sender.ts";
import type { FiledSender, Sending } from "./filing.ts";

/** Files a sender with exactly one customer at once (N1–N7, N13); null when the message names nobody. */
export function fileSender(draft: Draft, env: RecordEnv, sending: Sending): FiledSender | null {
  const { waId, bsuid, parentBsuid, email } = sending.sender;
  if (waId === null && bsuid === null && parentBsuid === null) {
    return email === null ? null : fileMailSender(draft, env, { ...sending, email });
  }
  return fileWhatsAppSender(draft, env, sending);
}
