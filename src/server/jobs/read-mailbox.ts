import type { ChannelAccount, ChannelAdapter, MailboxReader } from "#channels/channel.ts";
import { minuteMs } from "#domain/time.ts";
import type { Context } from "../context.ts";
import { withWorkspaces } from "../db/connect.ts";
import { findCursor } from "../ingest/ingest.queries.ts";
import type { Ingest } from "../ingest/ingest.ts";
import { createMailSink } from "../ingest/take-mail.ts";
import { createChannelStateKeeper } from "./channel-state.ts";

/** One mailbox that this process reads. */
export type MailboxReading = {
  account: ChannelAccount;
  /** Resolves when the reading has ended, by itself or by `stop`. */
  done: Promise<void>;
  /** Ends after the mail in hand is stored. */
  stop(): Promise<void>;
  /** Writes a state that could not be written before. */
  flush(): Promise<void>;
};

/** An adapter that fetches. */
export type MailboxAdapter = ChannelAdapter & { readMailbox: MailboxReader };

/** Whether this is a way that we fetch from. */
export function readsMailboxes(adapter: ChannelAdapter | undefined): adapter is MailboxAdapter {
  return adapter?.readMailbox !== undefined;
}

/** Connections break and come back: only what lasts is worth telling. Sending goes on: it is another server. */
const defaultGraceMs = minuteMs;

/** Reads one mailbox from where the last commit left it (F17), and keeps the channel's state up to date. */
export function startReading(
  { ctx, ingest, graceMs = defaultGraceMs }: { ctx: Context; ingest: Ingest; graceMs?: number },
  { adapter, account }: { adapter: MailboxAdapter; account: ChannelAccount },
): MailboxReading {
  const { workspaceId, id: channelId } = account;
  const stopping = new AbortController();
  const state = createChannelStateKeeper(ctx, account);

  async function read(): Promise<void> {
    const cursor = await withWorkspaces(ctx.db, [workspaceId], (db) =>
      findCursor(db, workspaceId, channelId),
    );
    try {
      await adapter.readMailbox({
        account,
        cursor,
        sink: createMailSink({ ctx, ingest }, { adapter, account }),
        signal: stopping.signal,
        onState: (word, detail) =>
          state.note(
            word === "connected" ? { state: word, detail: null } : { state: "degraded", detail },
            graceMs,
          ),
      });
    } catch (error) {
      // Adapters mend broken connections themselves: what they throw is about the settings.
      const detail = error instanceof Error ? error.message : String(error);
      state.note({ state: "degraded", detail }, 0);
      throw error;
    }
  }

  const done = read().catch((error: unknown) =>
    ctx.log.warn({ err: error, workspaceId, channelId }, "A mailbox can't be read"),
  );
  return {
    account,
    done,
    flush: state.flush,
    async stop() {
      stopping.abort();
      await done;
      await state.close();
    },
  };
}
