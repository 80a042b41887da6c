import type { PricingSettings } from "#domain/billed-as.ts";
import type { Transaction } from "../../db/connect.ts";

/** Budget and rules as they are stored. */
export type MoneySettingsColumns = {
  budget: number | null;
  budgetCurrency: string | null;
  utilityWindow: PricingSettings["utilityWindow"];
  freeEntryHours: number;
  version: number;
};

/** The settings of a workspace. */
export async function findMoneySettings(db: Transaction, workspaceId: string): Promise<MoneySettingsColumns> {
  const rows = await db.query<MoneySettingsColumns>({
    name: "costs_find_settings",
    text: `select budget, budget_currency as "budgetCurrency", utility_window as "utilityWindow",
        free_entry_hours as "freeEntryHours", money_version as version
      from workspaces where workspace_id = $1`,
    values: [workspaceId],
  });
  const [row] = rows;
  if (row === undefined) {
    throw new Error("settings of a workspace that does not exist");
  }
  return row;
}

/** Changes them; the next version is one higher. */
export async function saveMoneySettings(
  db: Transaction,
  workspaceId: string,
  { budget, budgetCurrency, utilityWindow, freeEntryHours }: Omit<MoneySettingsColumns, "version">,
): Promise<void> {
  await db.execute({
    text: `update workspaces set budget = $2, budget_currency = $3, utility_window = $4, free_entry_hours = $5,
        money_version = money_version + 1 where workspace_id = $1`,
    values: [workspaceId, budget, budgetCurrency, utilityWindow, freeEntryHours],
  });
}
