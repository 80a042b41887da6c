import type { AutoReplySettings, ReceiptSettings } from "#contract/settings.ts";
import type { Transaction } from "../../db/connect.ts";

/** The rule as it is stored; null: never set. */
export async function findAutoReply(db: Transaction, workspaceId: string): Promise<AutoReplySettings | null> {
  const rows = await db.query<AutoReplySettings>({
    name: "settings_find_auto_reply",
    text: `select enabled, text, every_hours::float8 as "everyHours", quiet_minutes::float8 as "quietMinutes",
        version
      from auto_reply_rules where workspace_id = $1`,
    values: [workspaceId],
  });
  return rows[0] ?? null;
}

export async function upsertAutoReply(
  db: Transaction,
  workspaceId: string,
  { enabled, text, everyHours, quietMinutes }: Omit<AutoReplySettings, "version">,
): Promise<void> {
  await db.execute({
    text: `insert into auto_reply_rules (workspace_id, enabled, text, every_hours, quiet_minutes)
      values ($1, $2, $3, $4, $5)
      on conflict (workspace_id) do update set enabled = excluded.enabled, text = excluded.text,
        every_hours = excluded.every_hours, quiet_minutes = excluded.quiet_minutes,
        version = auto_reply_rules.version + 1`,
    values: [workspaceId, enabled, text, everyHours, quietMinutes],
  });
}

/** What customers see of the team; null: never set. */
export async function findReceipts(db: Transaction, workspaceId: string): Promise<ReceiptSettings | null> {
  const rows = await db.query<ReceiptSettings>({
    name: "settings_find_receipts",
    text: `select read_receipts as "readReceipts", typing, version from receipt_settings where workspace_id = $1`,
    values: [workspaceId],
  });
  return rows[0] ?? null;
}

export async function upsertReceipts(
  db: Transaction,
  workspaceId: string,
  { readReceipts, typing }: Omit<ReceiptSettings, "version">,
): Promise<void> {
  await db.execute({
    text: `insert into receipt_settings (workspace_id, read_receipts, typing) values ($1, $2, $3)
      on conflict (workspace_id) do update set read_receipts = excluded.read_receipts, typing = excluded.typing,
        version = receipt_settings.version + 1`,
    values: [workspaceId, readReceipts, typing],
  });
}
