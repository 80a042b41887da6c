import type { Logger } from "pino";
import * as z from "zod";
import type { ChannelAccount, Json } from "#channels/channel.ts";
import { minuteMs } from "#domain/time.ts";
import type { ChannelAccounts } from "./context.ts";
import { type Database, type Transaction, withWorkspaces } from "./db/connect.ts";
import type { Doorbell } from "./live/doorbell.ts";
import type { SecretBox } from "./secret-box.ts";

/** What the sealed secrets of a channel are bound to: they open for this channel of this workspace alone. */
export function channelSecretsContext({ workspaceId, id }: { workspaceId: string; id: string }): string {
  return `channel ${workspaceId} ${id}`;
}

/** How long an account is believed although nobody rang: a lost ring must not leave an old token for ever. */
const defaultForgetMs = minuteMs;

/** Accounts read from the database and kept open in memory until somebody changes a channel of the workspace. */
export function createChannelAccounts(parts: {
  db: Database;
  box: SecretBox;
  doorbell: Doorbell;
  log: Pick<Logger, "error">;
  forgetMs?: number;
}): ChannelAccounts & { close(): void } {
  const { db, doorbell, forgetMs = defaultForgetMs } = parts;
  const cache = new Map<string, Promise<ChannelAccount[]>>();
  const list = (workspaceId: string) => {
    const known = cache.get(workspaceId);
    if (known !== undefined) {
      return known;
    }
    const read = withWorkspaces(db, [workspaceId], (db) => readAccounts(db, parts, workspaceId));
    cache.set(workspaceId, read);
    // A failed read, or one that found nothing, is asked again: unknown keys must not fill the memory.
    read.then(
      (accounts) => accounts.length === 0 && cache.delete(workspaceId),
      () => cache.delete(workspaceId),
    );
    return read;
  };
  const stopListening = doorbell.onRing((ring) => {
    if (ring === null) {
      cache.clear();
    } else if (ring.what === "channels") {
      cache.delete(ring.workspaceId);
    }
  });
  const forgetting = setInterval(() => cache.clear(), forgetMs);
  forgetting.unref();
  return {
    list,
    async find(workspaceId, channelId) {
      return (await list(workspaceId)).find(({ id }) => id === channelId) ?? null;
    },
    forget: (workspaceId) => void cache.delete(workspaceId),
    close() {
      clearInterval(forgetting);
      stopListening();
    },
  };
}

const json: z.ZodType<Json> = z.json();

type AccountRow = { id: string; kind: string; providerId: string; config: Json; secrets: Buffer | null };

async function readAccounts(
  db: Transaction,
  parts: { box: SecretBox; log: Pick<Logger, "error"> },
  workspaceId: string,
): Promise<ChannelAccount[]> {
  const rows = await db.query<AccountRow>({
    name: "channel_accounts_list",
    text: `select id, kind, provider_id as "providerId", config, secrets from channels
      where workspace_id = $1 and disconnected_at is null order by created_at, id`,
    values: [workspaceId],
  });
  return rows.map(({ id, kind, providerId, config, secrets }) => ({
    workspaceId,
    id,
    kind,
    providerId,
    config,
    secrets: secrets === null ? null : openSecrets(parts, { workspaceId, id }, secrets),
  }));
}

/** Null when they can't be opened: that channel does not work then, and all others of the workspace go on. */
function openSecrets(
  { box, log }: { box: SecretBox; log: Pick<Logger, "error"> },
  channel: { workspaceId: string; id: string },
  secrets: Buffer,
): Json {
  try {
    return json.parse(JSON.parse(box.open(channelSecretsContext(channel), secrets)));
  } catch (err) {
    log.error({ err, workspaceId: channel.workspaceId, channelId: channel.id }, "Secrets can't be opened");
    return null;
  }
}
