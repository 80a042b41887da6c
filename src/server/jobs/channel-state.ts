import type { ChannelAccount } from "#channels/channel.ts";
import type { Context } from "../context.ts";
import { withWorkspaces } from "../db/connect.ts";
import { appendEvents } from "../record/append-events.ts";
import { lockWorkspaces } from "../record/load.queries.ts";

/** Whether a channel receives (degraded: it still sends), with a sentence of the provider's when it does not. */
export type ChannelState = { state: "connected" | "degraded"; detail: string | null };

/** Keeps the state of one channel in the database equal to what its reader says. */
export type ChannelStateKeeper = {
  /** A channel that is away for less than `graceMs` (real time) counts as connected all the while. */
  note(state: ChannelState, graceMs: number): void;
  /** Writes what could not be written before. */
  flush(): Promise<void>;
  /** Nothing is noted any more. */
  close(): Promise<void>;
};

/** Starts without an opinion: nothing is written before something is noted. */
export function createChannelStateKeeper(ctx: Context, account: ChannelAccount): ChannelStateKeeper {
  let latest: ChannelState | null = null;
  let unsaved: ChannelState | null = null;
  let saving: Promise<void> = Promise.resolve();
  let timer: NodeJS.Timeout | null = null;

  function flush(): Promise<void> {
    saving = saving.then(async () => {
      const state = unsaved;
      if (state === null) {
        return;
      }
      try {
        await saveChannelState(ctx, account, state);
        unsaved = unsaved === state ? null : unsaved;
      } catch (error) {
        const { workspaceId, id: channelId } = account;
        ctx.log.warn({ err: error, workspaceId, channelId }, "The state of a channel could not be written");
      }
    });
    return saving;
  }

  function clear(): void {
    if (timer !== null) {
      clearTimeout(timer);
      timer = null;
    }
  }

  function take(): void {
    clear();
    unsaved = latest;
    void flush();
  }

  return {
    note(state, graceMs) {
      latest = state;
      if (state.state === "connected" || graceMs === 0) {
        take();
      } else {
        timer ??= setTimeout(take, graceMs).unref();
      }
    },
    flush,
    async close() {
      clear();
      await flush();
    },
  };
}

async function saveChannelState(ctx: Context, account: ChannelAccount, state: ChannelState): Promise<void> {
  const { workspaceId, id } = account;
  const isNew = await withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const [workspace] = await lockWorkspaces(db, [workspaceId]);
    const changed = await db.execute({
      name: "jobs_save_channel_state",
      text: `update channels set state = $3, state_detail = $4
             where workspace_id = $1 and id = $2 and state <> 'restricted' and disconnected_at is null
               and (state, state_detail) is distinct from ($3, $4)`,
      values: [workspaceId, id, state.state, state.detail],
    });
    if (workspace === undefined || changed === 0) {
      return false;
    }
    const events = [{ kind: "channel.changed", channelId: id }] as const;
    appendEvents(db, { workspace, events, now: ctx.now() });
    return true;
  });
  if (isNew) {
    ctx.doorbell.ring([{ what: "events", workspaceId }]);
  }
}
