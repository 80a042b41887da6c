import { capEndsAt } from "#domain/marketing-cap.ts";
import type { Instant } from "#domain/time.ts";
import type { Transaction } from "../../db/connect.ts";
import { findCapped } from "./marketing-cap.queries.ts";

/** Until when WhatsApp's cap keeps marketing from the customer of a thread; null: it stopped none, or one arrived since. */
export async function findMarketingCap(
  db: Transaction,
  { workspaceId, threadId, now }: { workspaceId: string; threadId: string; now: Instant },
): Promise<Instant | null> {
  const capped = await findCapped(db, { workspaceId, threadId, now });
  const until = capped === null ? now : capEndsAt(capped);
  return until > now ? until : null;
}
