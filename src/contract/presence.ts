import * as z from "zod/mini";
import { id } from "./primitives.ts";

/** What somebody does with a thread at this moment; `away`: no more. */
export const presenceState = z.enum(["viewing", "typing", "away"]);
export type PresenceState = z.infer<typeof presenceState>;

/** How long a word about somebody holds unless it is said again. */
export const presenceMs = { viewing: 40_000, typing: 8_000, away: 0 } as const satisfies Record<
  PresenceState,
  number
>;

/** `channelKind`: where somebody types; the customer of that channel may be shown that. */
export const presenceBody = z.strictObject({
  state: presenceState,
  channelKind: z.optional(z.string().check(z.maxLength(32))),
});
/** Who else is there. */
export const presenceList = z.object({
  items: z.array(z.object({ userId: id, state: presenceState })),
});
