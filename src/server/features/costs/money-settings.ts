import type { MoneySettings } from "#contract/costs.ts";
import { formatMillionths, parseMillionths } from "#domain/money.ts";
import type { Context } from "../../context.ts";
import { withWorkspaces } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { findMoneySettings, type MoneySettingsColumns, saveMoneySettings } from "./money-settings.queries.ts";

/** Budget and rules as the API shows them. */
export function getMoneySettings(ctx: Context, workspaceId: string): Promise<MoneySettings> {
  return withWorkspaces(ctx.db, [workspaceId], async (db) =>
    viewSettings(await findMoneySettings(db, workspaceId)),
  );
}

/** Changes them, unless somebody else did meanwhile. What was charged stays as it was charged. */
export function putMoneySettings(
  ctx: Context,
  { workspaceId, settings }: { workspaceId: string; settings: MoneySettings },
): Promise<MoneySettings> {
  const { budget, utilityWindow, freeEntryHours, version } = settings;
  const amount = budget === null ? null : parseMillionths(budget.amount);
  if (budget !== null && (amount === null || amount <= 0)) {
    throw new AppError("INVALID_REQUEST", {
      fields: [{ field: "body.budget.amount", problem: "not more than zero" }],
    });
  }
  return editWorkspace(ctx, workspaceId, async (db, events) => {
    const current = await findMoneySettings(db, workspaceId);
    if (current.version !== version) {
      throw new AppError("STALE_VERSION", viewSettings(current));
    }
    const budgetCurrency = budget?.currency ?? null;
    await saveMoneySettings(db, workspaceId, {
      budget: amount,
      budgetCurrency,
      utilityWindow,
      freeEntryHours,
    });
    events.push({ kind: "settings.changed", what: "money" });
    return viewSettings(await findMoneySettings(db, workspaceId));
  });
}

function viewSettings(row: MoneySettingsColumns): MoneySettings {
  const { budget, budgetCurrency, utilityWindow, freeEntryHours, version } = row;
  return {
    budget:
      budget === null || budgetCurrency === null
        ? null
        : { amount: formatMillionths(budget), currency: budgetCurrency },
    utilityWindow,
    freeEntryHours,
    version,
  };
}
