import type { Instant } from "#domain/time.ts";
import type { Transaction } from "../../db/connect.ts";

/** How many messages stand on one shelf: a search reads shelf by shelf until it has a page. */
const shelfSize = 10_000;
/** People are looked up before they are sorted: a word that more of them have is too short to tell. */
const mostCandidates = 1_000;

/** The shelf of the message that is made searchable as this one. */
export function shelfOf(documents: number): number {
  return Math.floor(documents / shelfSize);
}

/** How much is searchable already; `isComplete`: everything that was there before the first search. */
export async function findProgress(
  db: Transaction,
  workspaceId: string,
): Promise<{ documents: number; isComplete: boolean }> {
  const rows = await db.query<{ documents: number; isComplete: boolean }>({
    name: "search_find_progress",
    text: `select documents, people_after is null and messages_after is null as "isComplete"
      from search_progress where workspace_id = $1`,
    values: [workspaceId],
  });
  return rows[0] ?? { documents: 0, isComplete: false };
}

/** Threads of the customers who fit every word, the most recent first. */
export async function findPeople(
  db: Transaction,
  { workspaceId, words, most }: { workspaceId: string; words: readonly string[]; most: number },
): Promise<string[]> {
  const rows = await db.query<{ id: string }>({
    name: "search_find_people",
    text: `select t.id from search_people($1, $2::text[], $4) p
      join threads t on t.workspace_id = $1 and t.customer_id = p.id and t.merged_into is null
      order by t.last_activity_at desc, t.id desc limit $3`,
    values: [workspaceId, words, most, mostCandidates],
  });
  return rows.map(({ id }) => id);
}

export type FoundRow = {
  id: string;
  shelf: number;
  threadId: string;
  direction: "in" | "out" | "note";
  kind: string;
  channelId: string | null;
  text: string;
  sentAt: Instant;
};

/** Messages that hold every word, the last received first, from a place on a shelf. */
export async function findMessages(
  db: Transaction,
  page: {
    workspaceId: string;
    words: readonly string[];
    newestShelf: number;
    before: string | null;
    most: number;
  },
): Promise<FoundRow[]> {
  return db.query<FoundRow>({
    name: "search_find_messages",
    text: `select m.id, found.shelf, m.thread_id as "threadId", m.direction, m.kind,
        m.channel_id as "channelId", concat_ws(' · ', m.subject, coalesce(m.text, m.template->>'body'), (
          select string_agg(a.name, ' ') from attachments a where a.workspace_id = m.workspace_id and a.message_id = m.id)) as text,
        m.sent_at as "sentAt"
      from search_messages($1, $2::text[], $3, $4, $5) found
      join messages m on m.workspace_id = $1 and m.id = found.id
      order by found.shelf desc, m.id desc`,
    values: [page.workspaceId, page.words, page.newestShelf, page.before, page.most],
  });
}
