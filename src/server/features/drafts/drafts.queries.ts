import type { Transaction } from "../../db/connect.ts";

export type DraftRow = {
  threadId: string;
  kind: string;
  text: string;
  subject: string | null;
  answersId: string | null;
  version: number;
};

type Key = { workspaceId: string; memberId: string };

const columns = `thread_id as "threadId", channel_kind as kind, text, subject, answers_id as "answersId", version`;

/** Everything that a member left unfinished, then what was emptied: newer ones first. */
export async function listDrafts(
  db: Transaction,
  { workspaceId, memberId }: Key,
  limit: number,
): Promise<DraftRow[]> {
  return db.query<DraftRow>({
    name: "drafts_list",
    text: `select ${columns} from drafts where workspace_id = $1 and member_id = $2
      order by text = '' and coalesce(subject, '') = '', version desc, thread_id, channel_kind limit $3`,
    values: [workspaceId, memberId, limit],
  });
}

/** The thread that a draft is for; a merged one leads to its winner. */
export async function findDraftThread(
  db: Transaction,
  workspaceId: string,
  threadId: string,
): Promise<string | null> {
  const rows = await db.query<{ id: string }>({
    name: "drafts_find_thread",
    text: `select coalesce(merged_into, id) as id from threads where workspace_id = $1 and id = $2`,
    values: [workspaceId, threadId],
  });
  return rows[0]?.id ?? null;
}

export async function findDraft(
  db: Transaction,
  { workspaceId, memberId, threadId, kind }: Key & Pick<DraftRow, "threadId" | "kind">,
): Promise<DraftRow | null> {
  const rows = await db.query<DraftRow>({
    name: "drafts_find",
    text: `select ${columns} from drafts
      where workspace_id = $1 and member_id = $2 and thread_id = $3 and channel_kind = $4`,
    values: [workspaceId, memberId, threadId, kind],
  });
  return rows[0] ?? null;
}

/** Keeps a draft if its version is higher than what is stored; false: something newer stands there already. */
export async function upsertDraft(db: Transaction, draft: Key & DraftRow): Promise<boolean> {
  const { workspaceId, memberId, threadId, kind, text, subject, answersId, version } = draft;
  const count = await db.execute({
    name: "drafts_upsert",
    text: `insert into drafts (workspace_id, member_id, thread_id, channel_kind, text, subject, answers_id, version)
      values ($1, $2, $3, $4, $5, $6, $7, $8)
      on conflict (workspace_id, member_id, thread_id, channel_kind) do update
        set text = excluded.text, subject = excluded.subject, answers_id = excluded.answers_id,
          version = excluded.version
        where drafts.version < excluded.version`,
    values: [workspaceId, memberId, threadId, kind, text, subject, answersId, version],
  });
  return count > 0;
}
