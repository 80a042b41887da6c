import type { Transaction } from "../../db/connect.ts";

/** How far a workspace is searchable. A position that is null: the walk over what was there before is done. */
export type Progress = {
  eventSeq: number;
  documents: number;
  peopleAfter: string | null;
  messagesAfter: string | null;
};

/** Makes the row of a workspace that was never made searchable: it begins with a walk over all that is there. */
export async function beginProgress(db: Transaction, workspaceId: string): Promise<void> {
  await db.execute({
    name: "search_begin_progress",
    text: `insert into search_progress (workspace_id, event_seq, people_after, messages_after)
      select workspace_id, event_seq, '00000000-0000-0000-0000-000000000000', '00000000-0000-0000-0000-000000000000'
      from workspace_counters where workspace_id = $1 on conflict do nothing`,
    values: [workspaceId],
  });
}

/** Takes the row until the commit; null: another process works on this workspace. */
export async function lockProgress(db: Transaction, workspaceId: string): Promise<Progress | null> {
  const rows = await db.query<Progress>({
    name: "search_lock_progress",
    text: `select event_seq as "eventSeq", documents, people_after as "peopleAfter", messages_after as "messagesAfter"
      from search_progress where workspace_id = $1 for update skip locked`,
    values: [workspaceId],
  });
  return rows[0] ?? null;
}

/** Stores how far it went. */
export async function saveProgress(db: Transaction, workspaceId: string, progress: Progress): Promise<void> {
  await db.execute({
    name: "search_save_progress",
    text: `update search_progress set event_seq = $2, documents = $3, people_after = $4, messages_after = $5
      where workspace_id = $1`,
    values: [
      workspaceId,
      progress.eventSeq,
      progress.documents,
      progress.peopleAfter,
      progress.messagesAfter,
    ],
  });
}

export type EventColumns = { seq: number; threadId: string | null; messageId: string | null };

/** What happened next, as far as it may change what is found. */
export async function listEvents(
  db: Transaction,
  workspaceId: string,
  { after, most }: { after: number; most: number },
): Promise<EventColumns[]> {
  return db.query<EventColumns>({
    name: "search_list_events",
    text: `select seq,
        case when kind in ('message.created', 'thread.changed', 'customer.changed') then thread_id end as "threadId",
        case when kind = 'message.created' then payload->>'messageId' end as "messageId"
      from events where workspace_id = $1 and seq > $2 order by seq limit $3`,
    values: [workspaceId, after, most],
  });
}

/** The newest event, for a walk that begins again because older events are gone. */
export async function findNewestEvent(db: Transaction, workspaceId: string): Promise<number> {
  const rows = await db.query<{ seq: number }>({
    name: "search_find_newest_event",
    text: "select event_seq as seq from workspace_counters where workspace_id = $1",
    values: [workspaceId],
  });
  return rows[0]?.seq ?? 0;
}

export type MessageText = { id: string; text: string };

const messageText = `m.id, concat_ws(' ', m.subject, m.text, m.template->>'body', (
    select string_agg(a.name, ' ') from attachments a
    where a.workspace_id = m.workspace_id and a.message_id = m.id)) as text`;

/** The texts of these messages; system lines are none. */
export async function listTexts(
  db: Transaction,
  workspaceId: string,
  ids: readonly string[],
): Promise<MessageText[]> {
  return db.query<MessageText>({
    name: "search_list_texts",
    text: `select ${messageText} from messages m
      where m.workspace_id = $1 and m.id = any($2::uuid[]) and m.kind <> 'system'`,
    values: [workspaceId, ids],
  });
}

/** The texts that follow a message in the order of the ids. */
export async function listTextsAfter(
  db: Transaction,
  workspaceId: string,
  { after, most }: { after: string; most: number },
): Promise<MessageText[]> {
  return db.query<MessageText>({
    name: "search_list_texts_after",
    text: `select ${messageText} from messages m where m.workspace_id = $1 and m.id > $2 order by m.id limit $3`,
    values: [workspaceId, after, most],
  });
}

export type PersonColumns = {
  id: string;
  name: string | null;
  phones: string[];
  emails: string[];
  usernames: string[];
};

const person = `c.id, c.name,
  array(select a.value from addresses a where a.workspace_id = c.workspace_id and a.customer_id = c.id
    and a.kind in ('phone', 'wa_id') and a.valid_to is null) as phones,
  array(select a.value from addresses a where a.workspace_id = c.workspace_id and a.customer_id = c.id
    and a.kind = 'email' and a.valid_to is null) as emails,
  array(select i.username from identities i where i.workspace_id = c.workspace_id and i.customer_id = c.id
    and i.username is not null) as usernames`;

/** The customers of these threads. */
export async function listPeople(
  db: Transaction,
  workspaceId: string,
  threadIds: readonly string[],
): Promise<PersonColumns[]> {
  return db.query<PersonColumns>({
    name: "search_list_people",
    text: `select ${person} from threads t
      join customers c on c.workspace_id = t.workspace_id and c.id = t.customer_id
      where t.workspace_id = $1 and t.id = any($2::uuid[])`,
    values: [workspaceId, threadIds],
  });
}

/** The customers that follow one in the order of the ids. */
export async function listPeopleAfter(
  db: Transaction,
  workspaceId: string,
  { after, most }: { after: string; most: number },
): Promise<PersonColumns[]> {
  return db.query<PersonColumns>({
    name: "search_list_people_after",
    text: `select ${person} from customers c where c.workspace_id = $1 and c.id > $2 order by c.id limit $3`,
    values: [workspaceId, after, most],
  });
}

/** Something to be found by its words. */
export type Document = { id: string; words: readonly string[] };

/** Stores messages; one that is stored already stays as it is. Answers how many are new. */
export async function insertMessages(
  db: Transaction,
  workspaceId: string,
  { shelf, documents }: { shelf: number; documents: readonly Document[] },
): Promise<number> {
  return db.execute({
    name: "search_insert_messages",
    text: `insert into search_documents (workspace_id, id, words)
      select $1, d.id, search_words($1, $2, d.words) from unnest($3::uuid[], $4::text[]) as d(id, words)
      on conflict do nothing`,
    values: [workspaceId, String(shelf), documents.map(({ id }) => id), documents.map(joined)],
  });
}

/** Stores people as they are called and reached now. */
export async function upsertPeople(
  db: Transaction,
  workspaceId: string,
  documents: readonly Document[],
): Promise<void> {
  await db.execute({
    name: "search_upsert_people",
    text: `insert into search_documents as s (workspace_id, id, words)
      select $1, d.id, search_words($1, 'p', d.words) from unnest($2::uuid[], $3::text[]) as d(id, words)
      on conflict (workspace_id, id) do update set words = excluded.words where s.words <> excluded.words`,
    values: [workspaceId, documents.map(({ id }) => id), documents.map(joined)],
  });
}

function joined({ words }: Document): string {
  return words.join(" ");
}
