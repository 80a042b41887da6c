import { addDays } from "#domain/local-instant.ts";
import { monthBounds } from "#domain/month.ts";
import { localDate } from "#domain/time.ts";
import type { Context } from "../../context.ts";
import type { Transaction } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { type CostSpan, listNumbers } from "./costs.queries.ts";

/** What somebody asks for. */
export type SpanQuery = {
  from?: string | undefined;
  to?: string | undefined;
  channelId?: string | undefined;
  category?: string | undefined;
};

const mostDays = 400;

/** The span that is asked for: the running month until today unless it says more; today is the first number's. */
export async function readSpan(
  ctx: Context,
  db: Transaction,
  { workspaceId, query }: { workspaceId: string; query: SpanQuery },
): Promise<CostSpan> {
  const today = localDate(ctx.now(), await findTimeZone(db, workspaceId));
  const to = requireDate("to", query.to ?? today);
  const from = requireDate("from", query.from ?? monthBounds(to.slice(0, 7)).from);
  if (from > to || addDays(from, mostDays) <= to) {
    const problem = from > to ? "is after query.to" : `more than ${mostDays} days before query.to`;
    throw new AppError("INVALID_REQUEST", { fields: [{ field: "query.from", problem }] });
  }
  return { workspaceId, from, to, channelId: query.channelId ?? null, category: query.category ?? null };
}

/** The calendar of days and months: that of the first number's account. */
export async function findTimeZone(db: Transaction, workspaceId: string): Promise<string> {
  const [number] = await listNumbers(db, workspaceId);
  return number?.timeZone ?? "UTC";
}

/** The schema lets 31 February through. */
function requireDate(name: string, date: string): string {
  if (addDays(date, 0) !== date) {
    throw new AppError("INVALID_REQUEST", { fields: [{ field: `query.${name}`, problem: "no date" }] });
  }
  return date;
}
