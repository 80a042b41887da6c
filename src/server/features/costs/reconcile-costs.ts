import type { BilledBucket, ChannelAccount } from "#channels/channel.ts";
import { billedUntil } from "#domain/billed-until.ts";
import { addDays, instantAt } from "#domain/local-instant.ts";
import { marketOfCountry } from "#domain/market.ts";
import { localDate } from "#domain/time.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { reasonOf } from "../../log.ts";
import { learnCurrency } from "../channels/learn-currency.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { type BilledDays, findLastDay, replaceBilled } from "./billed.queries.ts";
import { listNumbers } from "./costs.queries.ts";

/** What became of one number: how many days of its bill were read. */
export type Reconciled = { channelId: string; days: number; problem: string | null };

/** WhatsApp's numbers are approximate at first: so many days are read again. */
const againDays = 7;
/** Before the first reading: as much as there is a page for. */
const firstDays = 35;
/** Before this day conversations were billed, which have no such buckets (§1.9). */
const firstBilledDay = "2025-07-01";

/**
 * Reads what WhatsApp billed for each number until yesterday, by its account's calendar, and puts it beside the ledger; no
 * line of the ledger changes. A number that can't be read now is read the next time.
 */
export async function reconcileCosts(ctx: Context, workspaceId: string): Promise<Reconciled[]> {
  const results: Reconciled[] = [];
  for (const account of await ctx.accounts.list(workspaceId)) {
    if (ctx.adapters.get(account.kind)?.readBilled === undefined) {
      continue;
    }
    try {
      await learnCurrency(ctx, account);
      results.push({ channelId: account.id, days: await reconcileNumber(ctx, account), problem: null });
    } catch (error) {
      ctx.log.warn({ err: error, workspaceId, channelId: account.id }, "What was billed could not be read");
      results.push({ channelId: account.id, days: 0, problem: reasonOf(error) });
    }
  }
  return results;
}

async function reconcileNumber(ctx: Context, account: ChannelAccount): Promise<number> {
  const { workspaceId, id: channelId } = account;
  const { number, last } = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const numbers = await listNumbers(db, workspaceId);
    const last = await findLastDay(db, workspaceId, channelId);
    return { number: numbers.find(({ id }) => id === channelId), last };
  });
  if (number === undefined) {
    return 0;
  }
  const { timeZone, currency } = number;
  const today = localDate(ctx.now(), timeZone);
  const wanted = addDays(
    last === null || last >= today ? today : last,
    -(last === null ? firstDays : againDays),
  );
  const from = wanted < firstBilledDay ? firstBilledDay : wanted;
  if (from >= today) {
    return 0;
  }
  const span = { from: instantAt(from, "00:00", timeZone), to: instantAt(today, "00:00", timeZone) };
  const billed = (await ctx.adapters.get(account.kind)?.readBilled?.(account, span)) ?? [];
  const found = gather(billed, timeZone);
  const until = billedUntil({ today, lastRead: last, billedDays: found.map(({ day }) => day) });
  const days = daysBetween(from, today).filter((day) => day <= until);
  const buckets = found.filter(({ day }) => days.includes(day));
  await editWorkspace(ctx, workspaceId, async (db, events) => {
    await replaceBilled(db, { workspaceId, channelId, currency, days, readAt: ctx.now(), buckets });
    events.push({ kind: "settings.changed", what: "costs" });
  });
  return days.length;
}

/** Countries of one market are billed alike, and our ledger knows markets: buckets are theirs, with their parts. */
function gather(billed: readonly BilledBucket[], timeZone: string): BilledDays["buckets"] {
  const placed = billed.map((bucket) => {
    const day = localDate(bucket.at, timeZone);
    return { ...bucket, day, market: marketOfCountry(bucket.country, day) };
  });
  const groups = Map.groupBy(placed, ({ day, market, category, type }) =>
    [day, market, category, type].join("\n"),
  );
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) {
      return [];
    }
    const { day, market, category, type } = first;
    return [
      {
        ...{ day, market, category, type },
        volume: group.reduce((sum, { volume }) => sum + volume, 0),
        cost: group.reduce((sum, { cost }) => sum + cost, 0),
        parts: group.map(({ country, tier, volume, cost }) => ({ country, tier, volume, cost })),
      },
    ];
  });
}

function daysBetween(from: string, to: string): string[] {
  const days: string[] = [];
  for (let day = from; day < to; day = addDays(day, 1)) {
    days.push(day);
  }
  return days;
}
