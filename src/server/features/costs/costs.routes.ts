import type { Context } from "../../context.ts";
import type { Handlers } from "../../routes.ts";
import { exportCosts } from "./export-costs.ts";
import { getCosts } from "./get-costs.ts";
import { getSummary } from "./get-summary.ts";
import { getMoneySettings, putMoneySettings } from "./money-settings.ts";
import { reconcileCosts } from "./reconcile-costs.ts";

type Names =
  | "getCosts"
  | "exportCosts"
  | "getCostSummary"
  | "reconcileCosts"
  | "getMoneySettings"
  | "putMoneySettings";

/** What messages cost, and what WhatsApp billed. */
export function costRoutes(ctx: Context): Pick<Handlers, Names> {
  return {
    async getCosts({ caller: { workspaceId }, query }) {
      return { status: 200, body: await getCosts(ctx, { workspaceId, ...query }) };
    },
    async exportCosts({ caller: { workspaceId }, query, reply }) {
      const { name, csv } = await exportCosts(ctx, { workspaceId, ...query });
      await reply
        .header("content-type", "text/csv; charset=utf-8")
        .header("content-disposition", `attachment; filename="${name}"`)
        .send(csv);
    },
    async getCostSummary({ caller: { workspaceId }, query: { month } }) {
      return { status: 200, body: await getSummary(ctx, { workspaceId, month }) };
    },
    async reconcileCosts({ caller: { workspaceId } }) {
      return { status: 200, body: { items: await reconcileCosts(ctx, workspaceId) } };
    },
    async getMoneySettings({ caller: { workspaceId } }) {
      return { status: 200, body: await getMoneySettings(ctx, workspaceId) };
    },
    async putMoneySettings({ caller: { workspaceId }, body: settings }) {
      return { status: 200, body: await putMoneySettings(ctx, { workspaceId, settings }) };
    },
  };
}
