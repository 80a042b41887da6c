import type { TagColor } from "#contract/tags.ts";
import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";

export type TagRow = { id: string; name: string; color: TagColor };

/** All tags of the workspace, by name. */
export async function listTags(db: Transaction, workspaceId: string): Promise<TagRow[]> {
  return db.query<TagRow>({
    name: "tags_list",
    text: "select id, name, color from tags where workspace_id = $1 order by lower(name), id",
    values: [workspaceId],
  });
}

/** The tag of that name, in whatever case, other than `exceptId`. */
export async function isNameTaken(
  db: Transaction,
  tag: { workspaceId: string; name: string; exceptId: string | null },
): Promise<boolean> {
  const rows = await db.query<{ found: boolean }>({
    text: `select exists (select 1 from tags
      where workspace_id = $1 and lower(name) = lower($2) and id is distinct from $3::uuid) as found`,
    values: [tag.workspaceId, tag.name, tag.exceptId],
  });
  return rows[0]?.found ?? false;
}

export async function insertTag(
  db: Transaction,
  tag: TagRow & { workspaceId: string; at: Instant },
): Promise<void> {
  await db.execute({
    text: "insert into tags (workspace_id, id, name, color, created_at) values ($1, $2, $3, $4, $5)",
    values: [tag.workspaceId, tag.id, tag.name, tag.color, toTimestamp(tag.at)],
  });
}

/** False: there is no such tag. */
export async function updateTag(db: Transaction, tag: TagRow & { workspaceId: string }): Promise<boolean> {
  const count = await db.execute({
    text: "update tags set name = $3, color = $4 where workspace_id = $1 and id = $2",
    values: [tag.workspaceId, tag.id, tag.name, tag.color],
  });
  return count > 0;
}

/** Takes the tag off its threads, too. False: there is no such tag. */
export async function deleteTag(db: Transaction, workspaceId: string, id: string): Promise<boolean> {
  await db.execute({
    text: "delete from thread_tags where workspace_id = $1 and tag_id = $2",
    values: [workspaceId, id],
  });
  const count = await db.execute({
    text: "delete from tags where workspace_id = $1 and id = $2",
    values: [workspaceId, id],
  });
  return count > 0;
}
