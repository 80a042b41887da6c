import pg from "pg";

/** What a bare program is told by its parent. */
export type BareInput = { url: string; appSecret: string; workspaceId: string; channelId: string };

/** Reads the input that the parent put into the environment. */
export function readInput(): BareInput {
  return JSON.parse(process.env.BENCH_INPUT ?? "{}") as BareInput;
}

/** A pool as ours: the same driver, role, policy and planner settings, and no limits of time. */
export function openPool({ url }: BareInput, connections: number): pg.Pool {
  return new pg.Pool({ connectionString: url, max: connections, options: planned });
}

const planned =
  "-c timezone=UTC -c plan_cache_mode=force_generic_plan -c enable_seqscan=off -c enable_hashjoin=off -c enable_mergejoin=off";

/** BEGIN and the workspace of the policy, in one round trip. */
export function beginText({ workspaceId }: BareInput): string {
  return `begin; set local app.workspace_ids = '{${workspaceId}}'`;
}
