import * as z from "zod/mini";
import { cursor, id, pageOf, time } from "./primitives.ts";

const count = z.number();

/** How a channel does today, in the business's time zone. */
const channelLoad = z.object({
  channelId: id,
  receivedToday: count,
  sentToday: count,
  /** Messages in the queue. */
  waiting: count,
});

/** How the work goes: what came and went today, what waits, what failed. Counts end at `mostCounted`. */
export const operations = z.object({
  channels: z.array(channelLoad),
  queue: z.object({
    waiting: count,
    inFlight: count,
    /** Messages of which nobody knows whether they went. */
    unknown: count,
    /** Since when the message that is due longest has been due; null: none is. */
    dueSince: z.nullable(time),
  }),
  quarantined: count,
  /** Messages that did not reach the customer, by reason, the most frequent of the week first. */
  failures: z.array(z.object({ channel: z.string(), reason: z.string(), day: count, week: count })),
  mostCounted: count,
});
export type Operations = z.infer<typeof operations>;

/** A body from outside that could not be filed; its bytes are another route's. */
export const quarantinedBody = z.object({
  id,
  /** Kind of the channel. */
  source: z.string(),
  reason: z.string(),
  detail: z.string(),
  size: count,
  receivedAt: time,
});
export type QuarantinedBody = z.infer<typeof quarantinedBody>;
export const quarantinePage = pageOf(quarantinedBody);

/** Which page of the quarantine. */
export const quarantineQuery = z.object({
  cursor: z.optional(cursor),
  limit: z.optional(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100))),
});

/** How one body ended: it went its way, or stays for the same reason. */
export const replayResult = z.object({ result: z.enum(["replayed", "refused"]) });

/** How many went their way, how many were tried in vain, and how many are left, those in vain among them. */
export const replayResults = z.object({ replayed: count, refused: count, left: count });
