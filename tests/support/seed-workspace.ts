import { type Database, withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";

/** Makes a workspace that nobody signs in to; answers its id. */
export async function seedWorkspace(database: Database): Promise<string> {
  const workspaceId = newId();
  await withWorkspaces(database, [workspaceId], async (db) => {
    await db.query({
      text: "insert into auth.organizations (id, name, slug, created_at) values ($1, 'Hotel', $2, now())",
      values: [workspaceId, workspaceId],
    });
    await db.query({
      text: `with counters as (insert into workspace_counters (workspace_id) values ($1))
             insert into workspaces (workspace_id, name, created_at) values ($1, 'Hotel', now())`,
      values: [workspaceId],
    });
  });
  return workspaceId;
}

/** Connects a channel without secrets, since 2025; answers its id. */
export async function seedChannel(
  database: Database,
  workspaceId: string,
  { kind, providerId }: { kind: "whatsapp" | "email"; providerId: string },
): Promise<string> {
  const id = newId();
  await withWorkspaces(database, [workspaceId], (db) =>
    db.query({
      text: `insert into channels (workspace_id, id, kind, name, provider_id, config, time_zone, created_at)
             values ($1, $2, $3, $4, $4, '{}', 'Europe/Madrid', '2025-01-01')`,
      values: [workspaceId, id, kind, providerId],
    }),
  );
  return id;
}
