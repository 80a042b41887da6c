/**
 * Rows of the transaction's workspaces. The setting is read once for each statement (a subquery without references),
 * not once for each row: reading it is dearer than comparing with it.
 */
const ownWorkspaces =
  "workspace_id = any ((select nullif(current_setting('app.workspace_ids', true), '')::uuid[])::uuid[])";

/** Statements that fence a new table by row-level security, which binds its owner too. */
export function fenceOf(table: string): string {
  return `alter table ${table} enable row level security;
    alter table ${table} force row level security;
    create policy own_workspaces on ${table} using (${ownWorkspaces}) with check (${ownWorkspaces});`;
}

/** Statements that give a fenced table the policy as it is written here. */
export function refenceOf(table: string): string {
  return `drop policy own_workspaces on ${table}; ${fenceOf(table)}`;
}
