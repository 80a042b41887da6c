import type { Transaction } from "../db/connect.ts";
import type { LoadKeys } from "./load-keys.ts";
import type { AttemptRow, MessageRow, ParkedRow } from "./rows.ts";
import { attemptTable, messageTable, parkedTable } from "./tables.ts";

/** Messages whose state may move, with all their attempts and the statuses that wait for them. */
export type Settling = {
  messages: readonly MessageRow[];
  attempts: readonly AttemptRow[];
  parked: readonly ParkedRow[];
};

/**
 * The messages that facts name: by their own ids, or by an attempt that a provider's id or ours leads to. A call is made on
 * the channel of its message, so the provider's id that an answer brings belongs to that one.
 */
const named = `with providers as (
    select k.channel_id, k.provider_id from unnest($2::uuid[], $3::text[]) as k(channel_id, provider_id)
    union
    select m.channel_id, k.provider_id from unnest($5::uuid[], $6::text[]) as k(message_id, provider_id)
    join messages m on m.workspace_id = $1 and m.id = k.message_id),
  named as (
    select a.message_id from providers k
    join attempts a on a.workspace_id = $1 and a.channel_id = k.channel_id and a.provider_id = k.provider_id
    union
    select a.message_id from attempts a where a.workspace_id = $1 and a.id = any($4::uuid[])
    union
    select k.id from unnest($7::uuid[]) as k(id))`;

/** Loads it in one breath: each statement finds the messages by itself, so that none waits for another's answer. */
export async function loadSettling(db: Transaction, workspaceId: string, keys: LoadKeys): Promise<Settling> {
  const providers = [...keys.attemptProviders.values()];
  const values = [
    workspaceId,
    providers.map((key) => key.channelId),
    providers.map((key) => key.providerId),
    [...keys.attemptIds],
    keys.accepted.map((key) => key.messageId),
    keys.accepted.map((key) => key.providerId),
    [...keys.messageIds],
  ];
  const [messages, attempts, parked] = await Promise.all([
    db.query<MessageRow>({
      name: "record_load_settling_messages",
      text: `${named}
        select ${messageTable.list} from named n
        join messages t on t.workspace_id = $1 and t.id = n.message_id`,
      values,
    }),
    db.query<AttemptRow>({
      name: "record_load_settling_attempts",
      text: `${named}
        select ${attemptTable.list} from named n
        join attempts t on t.workspace_id = $1 and t.message_id = n.message_id`,
      values,
    }),
    // Statuses that came before anybody knew whose they were.
    db.query<ParkedRow>({
      name: "record_load_settling_parked",
      text: `${named}
        select ${parkedTable.list} from providers k
        join parked_statuses t on t.workspace_id = $1 and t.channel_id = k.channel_id and t.provider_id = k.provider_id
        union all
        select ${parkedTable.list} from named n
        join attempts a on a.workspace_id = $1 and a.message_id = n.message_id
        join parked_statuses t on t.workspace_id = $1 and t.attempt_id = a.id and t.attempt_id is not null
        union all
        select ${parkedTable.list} from parked_statuses t
        where t.workspace_id = $1 and t.attempt_id = any($4::uuid[]) and t.attempt_id is not null`,
      values,
    }),
  ]);
  return { messages, attempts, parked };
}
