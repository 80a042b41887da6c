import type { ReceiptSettings } from "#contract/settings.ts";
import type { Transaction } from "../../db/connect.ts";
import { findReceipts } from "./settings.queries.ts";

/** What holds until somebody sets it: customers see what was read, as from any phone, and not who writes. */
const unset: ReceiptSettings = { readReceipts: true, typing: false, version: 0 };

/** What customers of a workspace see of the team's reading and writing. */
export async function getReceipts(db: Transaction, workspaceId: string): Promise<ReceiptSettings> {
  return (await findReceipts(db, workspaceId)) ?? unset;
}
