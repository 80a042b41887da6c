import type { Message } from "#contract/messages.ts";
import type { Instant } from "#domain/time.ts";

/** Whether its author took a message back before it went out: it is a draft again and no longer part of the thread. */
export function isTakenBack({ error }: Message): boolean {
  return error?.reason === "taken-back";
}

/** Whether a message has not left this browser, so that it can be taken back without asking anybody. */
export function isWaiting({ payload }: Message): boolean {
  return (
    typeof payload === "object" && payload !== null && Reflect.get(payload, "waitsForConnection") === true
  );
}

/** Until when a mail on its way can be taken back; null: it can't. */
export function undoUntil({ payload, status }: Message): Instant | null {
  const until: unknown =
    typeof payload === "object" && payload !== null ? Reflect.get(payload, "undoUntil") : null;
  return status === "queued" && typeof until === "string" ? Date.parse(until) : null;
}
