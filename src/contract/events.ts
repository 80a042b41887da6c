import * as z from "zod/mini";
import { presenceState } from "./presence.ts";
import { id, time } from "./primitives.ts";
import { conversationView, windowView } from "./threads.ts";

/**
 * What the stream tells, each with its sequence number as the SSE id. A message event names what changed; readers
 * fetch it. Windows and conversations come with their new state.
 */
export const liveEvent = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("message.created"),
    threadId: id,
    messageId: id,
    direction: z.enum(["in", "out", "note"]),
    /** The window as the message left it, when it opened or prolonged it. */
    window: z.optional(windowView),
  }),
  z.object({ kind: z.literal("message.changed"), threadId: id, messageId: id, status: z.string() }),
  z.object({ kind: z.literal("thread.changed"), threadId: id }),
  /** Messages came to the thread, or went out of it, all at once: two cards were merged, or parted. */
  z.object({ kind: z.literal("history.changed"), threadId: id }),
  z.object({ kind: z.literal("window.changed"), threadId: id, window: windowView }),
  z.object({ kind: z.literal("conversation.changed"), threadId: id, conversation: conversationView }),
  z.object({ kind: z.literal("conversation.removed"), threadId: id, conversationId: id }),
  z.object({ kind: z.literal("customer.changed"), threadId: id, customerId: id }),
  z.object({
    kind: z.literal("draft.changed"),
    threadId: id,
    memberId: id,
    channelKind: z.string(),
    version: z.number(),
  }),
  /** Somebody is named in a note. */
  z.object({ kind: z.literal("mention.created"), threadId: id, messageId: id, userIds: z.array(id) }),
  /** Not in the log and without a sequence number: it holds for `presenceMs`, then it is forgotten. */
  z.object({ kind: z.literal("presence.changed"), threadId: id, userId: id, state: presenceState }),
  z.object({ kind: z.literal("templates.changed") }),
  z.object({ kind: z.literal("channel.changed"), channelId: id }),
  z.object({ kind: z.literal("settings.changed"), what: z.string() }),
  z.object({ kind: z.literal("clock.jumped"), now: time }),
]);
export type LiveEvent = z.infer<typeof liveEvent>;

/** Where the stream goes on when a client can't set the Last-Event-ID header. */
export const streamQuery = z.object({
  lastEventId: z.optional(z.string().check(z.regex(/^\d{1,15}$/))),
});
