import type { ChannelAccount, ChannelAdapter, MailSink } from "#channels/channel.ts";
import type { Context } from "../context.ts";
import { newId } from "../ids.ts";
import type { Ingest } from "./ingest.ts";
import { readBody } from "./read-body.ts";

/** Mail takes the same road as webhooks: journal, batch, commit, and the UID in the same transaction (F17). */
export function createMailSink(
  { ctx, ingest }: { ctx: Pick<Context, "now">; ingest: Ingest },
  { adapter, account }: { adapter: ChannelAdapter; account: ChannelAccount },
): MailSink {
  return async ({ uid, uidValidity, source }) => {
    const { workspaceId } = account;
    const body = Buffer.from(source);
    const journalId = newId();
    const receivedAt = ctx.now();
    const reading = await readBody(adapter, body, {
      workspaceId,
      journalId,
      receivedAt,
      accounts: [account],
      channelRef: account.providerId,
    });
    await ingest.store({
      workspaceId,
      source: adapter.kind,
      channelId: account.id,
      journalId,
      receivedAt,
      body,
      cursor: { uid, uidValidity },
      reading,
      replayOf: null,
    });
  };
}
