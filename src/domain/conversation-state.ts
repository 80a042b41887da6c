import type { Instant } from "./time.ts";

/** `provisional`: its opener is still on its way (K11). `undelivered`: its end is past and it never arrived (K13). */
export type ConversationState = "confirmed" | "provisional" | "undelivered";

/** How sure a stored conversation is at a moment; its end is exclusive. */
export function conversationStateAt(
  { provisional, endsAt }: { provisional: boolean; endsAt: Instant },
  now: Instant,
): ConversationState {
  if (!provisional) {
    return "confirmed";
  }
  return now < endsAt ? "provisional" : "undelivered";
}
