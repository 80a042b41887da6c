import * as z from "zod/mini";
import { type Instant, secondMs } from "#domain/time.ts";
import { createStored } from "../../api/stored.ts";

const guideState = z.object({
  isOpen: z.boolean(),
  /** On the server's clock: only what happens from then on counts. Null: not begun. */
  startedAt: z.nullable(z.number()),
  /** The thread of the customer who wrote first. */
  threadId: z.nullable(z.string()),
  done: z.array(z.string()),
});
/** How far the person is in the demo's guide, and whether it is shown. */
export type GuideState = z.infer<typeof guideState>;

const atFirst: GuideState = { isOpen: true, startedAt: null, threadId: null, done: [] };

/** Kept in the browser, so that the guide goes on after a reload or another day. */
export const guide = createStored<GuideState>("guide", (raw) => {
  const parsed = z.safeParse(guideState, raw);
  return parsed.success ? parsed.data : atFirst;
});

/** Shows the guide where it was left. */
export function openGuide(): void {
  guide.update((state) => ({ ...state, isOpen: true }));
}

/** Puts the guide away; it can be opened again. */
export function closeGuide(): void {
  guide.update((state) => ({ ...state, isOpen: false }));
}

/**
 * Begins the story anew: the next customer who writes is its person. From the whole second on: WhatsApp's times have no
 * parts of one, and who writes in the same second would seem to have written before.
 */
export function beginGuide(now: Instant): void {
  const startedAt = Math.floor(now / secondMs) * secondMs;
  guide.update(() => ({ isOpen: true, startedAt, threadId: null, done: [] }));
}
