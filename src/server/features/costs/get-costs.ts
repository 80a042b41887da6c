import type { CostDimension, Costs } from "#contract/costs.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { findLastBilled } from "./billed.queries.ts";
import { compareBill } from "./compare-bill.ts";
import { findAuthors, listNumbers, sumBy } from "./costs.queries.ts";
import { viewCosts } from "./costs.view.ts";
import { readSpan, type SpanQuery } from "./read-span.ts";

/** What messages cost in a span of days, by one dimension, beside what WhatsApp billed. */
export function getCosts(
  ctx: Context,
  { workspaceId, by = "day", ...query }: SpanQuery & { workspaceId: string; by?: CostDimension | undefined },
): Promise<Costs> {
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const span = await readSpan(ctx, db, { workspaceId, query });
    const rows = await sumBy(db, span, by);
    const compared = await compareBill(db, span);
    const names =
      by === "agent"
        ? await findAuthors(db, workspaceId, rows.map(({ key }) => key).filter(isId))
        : new Map((await listNumbers(db, workspaceId)).map(({ id, name }) => [id, name]));
    return viewCosts({ span, by, rows, compared, names, last: await findLastBilled(db, span) });
  });
}

function isId(key: string): boolean {
  return key !== "automatic" && key !== "none";
}
