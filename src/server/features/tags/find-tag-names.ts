import type { Transaction } from "../../db/connect.ts";
import { listTags } from "./tags.queries.ts";

/** What the tags of a workspace are called, by id. */
export async function findTagNames(db: Transaction, workspaceId: string): Promise<Map<string, string>> {
  return new Map((await listTags(db, workspaceId)).map(({ id, name }) => [id, name]));
}
