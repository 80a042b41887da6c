import { dayMs, type Instant } from "#domain/time.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";

/** Longer than any pause that the cap asks for, and that a message may wait before it fails. */
const longestMs = 40 * dayMs;

/**
 * The newest message of a thread that the cap on marketing stopped, unless one of marketing was delivered after it;
 * `earlier`: how often it stopped one in the 30 days before.
 */
export async function findCapped(
  db: Transaction,
  { workspaceId, threadId, now }: { workspaceId: string; threadId: string; now: Instant },
): Promise<{ failedAt: Instant; earlier: number } | null> {
  const rows = await db.query<{ failedAt: Instant; earlier: number }>({
    name: "marketing_cap_find",
    text: `select coalesce(m.failed_at, m.sent_at) as "failedAt",
        (select count(*)::integer from messages c where c.workspace_id = m.workspace_id and c.thread_id = m.thread_id
          and c.sent_at < m.sent_at and c.sent_at > m.sent_at - interval '30 days' and c.status = 'failed'
          and c.failure->>'reason' = 'marketing-cap') as earlier
      from messages m where m.workspace_id = $1 and m.thread_id = $2 and m.sent_at > $3 and m.status = 'failed'
        and m.failure->>'reason' = 'marketing-cap' and not exists (select 1 from messages d
          where d.workspace_id = m.workspace_id and d.thread_id = m.thread_id and d.sent_at > m.sent_at
            and d.kind = 'template' and d.delivered_at is not null
            and lower(d.template->>'category') in ('marketing', 'marketing_lite'))
      order by m.sent_at desc, m.seq desc limit 1`,
    values: [workspaceId, threadId, toTimestamp(now - longestMs)],
  });
  return rows[0] ?? null;
}
