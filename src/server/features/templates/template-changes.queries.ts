import type { TemplateChange } from "#domain/template-change.ts";
import type { Transaction } from "../../db/connect.ts";

export type ToldChange = { id: string; name: string; language: string; change: TemplateChange };

/** What the provider told of an account's templates and nobody took yet, in the order in which it was told. */
export async function listToldChanges(
  db: Transaction,
  workspaceId: string,
  accountRef: string,
): Promise<ToldChange[]> {
  return db.query<ToldChange>({
    name: "template_changes_list",
    text: `select id, name, language, change from template_changes
      where workspace_id = $1 and account_ref = $2 order by told_at, id`,
    values: [workspaceId, accountRef],
  });
}

/** Answers which of them were still there: what another process took meanwhile is its business. */
export async function takeToldChanges(
  db: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await db.query<{ id: string }>({
    text: "delete from template_changes where workspace_id = $1 and id = any($2::uuid[]) returning id",
    values: [workspaceId, ids],
  });
  return new Set(rows.map(({ id }) => id));
}
