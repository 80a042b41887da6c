import { writeCsvLine } from "#domain/csv.ts";
import { formatMillionths } from "#domain/money.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { compareBill } from "./compare-bill.ts";
import { type CostLineColumns, findAuthors, listLines, listNumbers } from "./costs.queries.ts";
import { adjustmentsOf } from "./costs.view.ts";
import { readSpan, type SpanQuery } from "./read-span.ts";

/** A table for spreadsheets, and what to call it. */
export type CostExport = { name: string; csv: string };

const head = [
  "day",
  "number",
  "state",
  "category",
  "type",
  "market",
  "template",
  "agent",
  "messages",
  "unpriced",
  "amount",
  "currency",
];

/** The costs of a span, each day by everything that is told apart; adjustments are lines of a state of their own. */
export function exportCosts(
  ctx: Context,
  { workspaceId, ...query }: SpanQuery & { workspaceId: string },
): Promise<CostExport> {
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const span = await readSpan(ctx, db, { workspaceId, query });
    const lines = await listLines(db, span);
    const authors = await findAuthors(db, workspaceId, [...new Set(lines.map(({ authorId }) => authorId))]);
    const numbers = new Map((await listNumbers(db, workspaceId)).map(({ id, name }) => [id, name]));
    const agentOf = ({ automatic, authorId }: CostLineColumns) =>
      automatic ? "automatic" : (authors.get(authorId) ?? "");
    const rows = lines.map((line) => [
      line.day,
      numbers.get(line.channelId) ?? "",
      line.state,
      line.category,
      line.type,
      line.market,
      line.template,
      agentOf(line),
      line.messages,
      line.unpriced,
      formatMillionths(line.amount),
      line.currency,
    ]);
    const adjustments = adjustmentsOf(await compareBill(db, span)).map((one) => [
      one.day,
      numbers.get(one.channelId) ?? "",
      "adjustment",
      one.category,
      one.type,
      one.market,
      "",
      "",
      one.messages,
      one.unpriced,
      formatMillionths(one.amount),
      one.currency,
    ]);
    return {
      name: `costs-${span.from}-${span.to}.csv`,
      csv: [head, ...rows, ...adjustments].map(writeCsvLine).join(""),
    };
  });
}
