import type { Preferences } from "#contract/preferences.ts";
import type { Transaction } from "../../db/connect.ts";

type Row = {
  mine: boolean;
  mentions: boolean;
  unassigned: boolean;
  sound: boolean;
  quietFrom: string | null;
  quietTo: string | null;
  singleKeys: boolean;
  enterChat: boolean;
  enterEmail: boolean;
};

/** What a member chose; null: nothing yet. */
export async function findPreferences(
  db: Transaction,
  workspaceId: string,
  memberId: string,
): Promise<Preferences | null> {
  const [row] = await db.query<Row>({
    name: "preferences_find",
    text: `select notify_mine as mine, notify_mentions as mentions, notify_unassigned as unassigned, sound,
        quiet_from as "quietFrom", quiet_to as "quietTo", single_keys as "singleKeys",
        enter_sends_chat as "enterChat", enter_sends_email as "enterEmail"
      from member_preferences where workspace_id = $1 and member_id = $2`,
    values: [workspaceId, memberId],
  });
  if (row === undefined) {
    return null;
  }
  const { mine, mentions, unassigned, sound, quietFrom, quietTo, singleKeys, enterChat, enterEmail } = row;
  const quietHours = quietFrom === null || quietTo === null ? null : { from: quietFrom, to: quietTo };
  return {
    notify: { mine, mentions, unassigned },
    sound,
    quietHours,
    singleKeys,
    enterSends: { chat: enterChat, email: enterEmail },
  };
}

export async function upsertPreferences(
  db: Transaction,
  { workspaceId, memberId, ...preferences }: Preferences & { workspaceId: string; memberId: string },
): Promise<void> {
  const { notify, sound, quietHours, singleKeys, enterSends } = preferences;
  await db.execute({
    text: `insert into member_preferences (workspace_id, member_id, notify_mine, notify_mentions,
        notify_unassigned, sound, quiet_from, quiet_to, single_keys, enter_sends_chat, enter_sends_email)
      values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
      on conflict (workspace_id, member_id) do update set notify_mine = excluded.notify_mine,
        notify_mentions = excluded.notify_mentions, notify_unassigned = excluded.notify_unassigned,
        sound = excluded.sound, quiet_from = excluded.quiet_from, quiet_to = excluded.quiet_to,
        single_keys = excluded.single_keys, enter_sends_chat = excluded.enter_sends_chat,
        enter_sends_email = excluded.enter_sends_email`,
    values: [
      workspaceId,
      memberId,
      notify.mine,
      notify.mentions,
      notify.unassigned,
      sound,
      quietHours?.from ?? null,
      quietHours?.to ?? null,
      singleKeys,
      enterSends.chat,
      enterSends.email,
    ],
  });
}
