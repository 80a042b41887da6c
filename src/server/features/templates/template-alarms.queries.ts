import type { CategoryPrices } from "#domain/category-price.ts";
import type { TemplateAlarm } from "#domain/template-change.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";
import { jsonParameter } from "../../record/parameter.ts";

export type AlarmColumns = {
  id: string;
  accountRef: string;
  name: string;
  language: string;
  alarm: TemplateAlarm;
  price: CategoryPrices | null;
  raisedAt: Instant;
};

/** Alarms that nobody dismissed, newest first. */
export async function listAlarms(db: Transaction, workspaceId: string): Promise<AlarmColumns[]> {
  return db.query<AlarmColumns>({
    name: "template_alarms_list",
    text: `select id, account_ref as "accountRef", name, language, alarm, price, raised_at as "raisedAt"
      from template_alarms where workspace_id = $1 and dismissed_at is null order by raised_at desc, id`,
    values: [workspaceId],
  });
}

/** Raises an alarm; one of the same kind that still stands is told anew instead. */
export async function raiseAlarm(db: Transaction, workspaceId: string, alarm: AlarmColumns): Promise<void> {
  await db.execute({
    text: `insert into template_alarms (workspace_id, id, account_ref, name, language, kind, alarm, price, raised_at)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
      on conflict (workspace_id, account_ref, name, language, kind) where dismissed_at is null
        do update set alarm = excluded.alarm, price = excluded.price, raised_at = excluded.raised_at`,
    values: [
      workspaceId,
      alarm.id,
      alarm.accountRef,
      alarm.name,
      alarm.language,
      alarm.alarm.kind,
      jsonParameter(alarm.alarm),
      alarm.price === null ? null : jsonParameter(alarm.price),
      toTimestamp(alarm.raisedAt),
    ],
  });
}

/** Tells more of an alarm that still stands; one that was dismissed stays so. */
export async function addToAlarm(
  db: Transaction,
  workspaceId: string,
  { accountRef, name, language, alarm }: Pick<AlarmColumns, "accountRef" | "name" | "language" | "alarm">,
): Promise<void> {
  await db.execute({
    text: `update template_alarms set alarm = $6
      where workspace_id = $1 and account_ref = $2 and name = $3 and language = $4 and kind = $5
        and dismissed_at is null`,
    values: [workspaceId, accountRef, name, language, alarm.kind, jsonParameter(alarm)],
  });
}

/** False: there is no such alarm, or somebody dismissed it already. */
export async function dismissAlarm(
  db: Transaction,
  workspaceId: string,
  { id, by, at }: { id: string; by: string; at: Instant },
): Promise<boolean> {
  const count = await db.execute({
    text: `update template_alarms set dismissed_at = $3, dismissed_by = $4
      where workspace_id = $1 and id = $2 and dismissed_at is null`,
    values: [workspaceId, id, toTimestamp(at), by],
  });
  return count > 0;
}

/** Where the business is, and in which currency and time zone its account is billed. */
export async function findHome(
  db: Transaction,
  workspaceId: string,
  accountRef: string,
): Promise<{ country: string; currency: string; timeZone: string } | null> {
  const rows = await db.query<{ country: string; currency: string; timeZone: string }>({
    text: `select w.country, coalesce(c.currency, w.currency) as currency,
        coalesce(c.time_zone, w.time_zone) as "timeZone"
      from workspaces w
      left join channels c on c.workspace_id = w.workspace_id and c.account_ref = $2
      where w.workspace_id = $1 order by c.created_at limit 1`,
    values: [workspaceId, accountRef],
  });
  return rows[0] ?? null;
}
