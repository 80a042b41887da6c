import type { Message } from "#contract/messages.ts";

/** Whether a file is a picture that the screen can show, and is here already. */
export function isPicture({ type, url, state }: Message["attachments"][number]): boolean {
  return state === "stored" && url !== null && /^image\/(jpeg|png|webp|gif)$/.test(type);
}
