import type { Database } from "./db/connect.ts";

/** All workspaces: the organizations of the sign-in, the only table that is not fenced by workspace. */
export async function listWorkspaceIds({ pool }: Database): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>("select id from auth.organizations order by id");
  return rows.map(({ id }) => id);
}
