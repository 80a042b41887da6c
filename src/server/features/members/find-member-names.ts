import type { Transaction } from "../../db/connect.ts";
import { listMembers } from "./members.queries.ts";

/** What the members who may be given work are called, by id; who was deactivated is not among them. */
export async function findMemberNames(db: Transaction, workspaceId: string): Promise<Map<string, string>> {
  const members = await listMembers(db, workspaceId);
  return new Map(members.filter(({ active }) => active).map(({ id, name }) => [id, name]));
}
