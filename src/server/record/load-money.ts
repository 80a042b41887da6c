import { epochOf } from "#domain/pricing.ts";
import { dayMs, type Instant, localMonth } from "#domain/time.ts";
import type { Transaction } from "../db/connect.ts";
import { type Draft, keyOf, loadRow } from "./draft.ts";
import * as queries from "./load.queries.ts";
import { loadCards } from "./load-cards.ts";
import { loadVolumes, loadVolumeTiers } from "./money.queries.ts";
import type { ChargeRow, MessageRow } from "./rows.ts";
import { volumeKey } from "./volumes.ts";

/** A message may be told of so late that it counts for a month before the last. */
const lookBackMs = 45 * dayMs;

/** What deciding about money needs: ledger lines, cards, what is used of the free texts, and the month's volume. */
export async function loadMoney(
  db: Transaction,
  draft: Draft,
  { charged, now }: { charged: readonly MessageRow[]; now: Instant },
): Promise<void> {
  const { workspaceId } = draft.workspace;
  const messageIds = [...new Set(charged.map((row) => row.id))];
  const since = localMonth(now - lookBackMs, "UTC");
  const [charges, allowances, cards, volumes, tiers] = await Promise.all([
    queries.loadCharges(db, workspaceId, messageIds),
    queries.loadAllowances(db, workspaceId, [...draft.channels.keys()]),
    loadCards(db, workspaceId),
    loadVolumes(db, workspaceId, since),
    loadVolumeTiers(db, workspaceId, since),
  ]);
  takeCharges(draft, charges);
  for (const row of allowances) {
    loadRow(draft.allowances, keyOf(row.channelId, row.month), row);
  }
  for (const row of volumes) {
    loadRow(draft.volumes, volumeKey(row), row);
  }
  for (const row of tiers) {
    loadRow(draft.volumeTiers, `${volumeKey(row)}\n${row.tierFrom}`, row);
  }
  draft.cards = cards;
}

/**
 * Until 2025-06-30 messages shared the one charge of their conversation: what moves one may move the others (K14), whose
 * ledger lines are loaded, too. Younger messages need no second look.
 */
export async function loadChargesTogether(db: Transaction, draft: Draft): Promise<void> {
  const others = [...draft.messages.rows.values()]
    .filter(
      ({ id, countedAt }) => countedAt !== null && isOfConversations(countedAt) && !draft.charges.has(id),
    )
    .map(({ id }) => id);
  if (others.length > 0) {
    takeCharges(draft, await queries.loadCharges(db, draft.workspace.workspaceId, others));
  }
}

function isOfConversations(countedAt: Instant): boolean {
  return epochOf(new Date(countedAt - dayMs).toISOString().slice(0, 10)) === "CBP";
}

function takeCharges(draft: Draft, rows: readonly ChargeRow[]): void {
  for (const row of rows) {
    draft.charges.set(row.messageId, row);
  }
}
