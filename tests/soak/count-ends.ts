import type { ProcessWorld } from "../support/process-world.ts";
import type { Load } from "../support/webhooks.ts";

/** What became of webhooks: `lost` were acknowledged and are not stored. */
export type WebhookCounts = { acknowledged: number; lost: number; answers: Record<string, number> };

/**
 * What became of messages to customers: `lost` were accepted and are not stored, `doubled` are calls beyond one for a
 * message, `open` are still on their way although all came to rest.
 */
export type SendCounts = {
  accepted: number;
  lost: number;
  calls: number;
  doubled: number;
  open: number;
  ends: Record<string, number>;
};

/** Compares what was acknowledged with what is stored. */
export async function countWebhooks(world: ProcessWorld, load: Load): Promise<WebhookCounts> {
  const rows = await world.sql<{ id: string }>(
    "select provider_id as id from messages where direction = 'in'",
  );
  const stored = new Set(rows.map(({ id }) => id));
  return {
    acknowledged: load.acknowledged.size,
    lost: [...load.acknowledged].filter((id) => !stored.has(id)).length,
    answers: Object.fromEntries(load.answers),
  };
}

/** Compares what was accepted with what is stored, and with the provider's calls. */
export async function countSends(world: ProcessWorld, accepted: ReadonlySet<string>): Promise<SendCounts> {
  const rows = await world.sql<{ clientId: string | null; status: string; reason: string | null }>(
    `select client_id as "clientId", status, failure->>'reason' as reason from messages where direction = 'out'`,
  );
  const stored = new Set(rows.map(({ clientId }) => clientId));
  const called = world.cloudApi.calls().map(({ body }) => JSON.stringify(destinationOf(body)));
  return {
    accepted: accepted.size,
    lost: [...accepted].filter((id) => !stored.has(id)).length,
    calls: called.length,
    doubled: called.length - new Set(called).size,
    open: rows.filter(({ status }) => ["queued", "sending"].includes(status)).length,
    ends: countEach(rows.map(({ status, reason }) => (reason === null ? status : `${status} ${reason}`))),
  };
}

/** How often each word comes. */
function countEach(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) {
    counts[word] = (counts[word] ?? 0) + 1;
  }
  return counts;
}

/** Deadlocks of this database since it was made. */
export async function countDeadlocks(world: ProcessWorld): Promise<number> {
  const [row] = await world.sql<{ count: string }>(
    "select deadlocks as count from pg_stat_database where datname = current_database()",
  );
  return Number(row?.count);
}

function destinationOf(body: unknown): unknown {
  const { to, text } = body as { to?: string; text?: { body?: string } };
  return [to, text?.body];
}
