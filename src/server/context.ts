import type { Logger } from "pino";
import type { ChannelAccount, ChannelAdapter } from "#channels/channel.ts";
import type { Instant } from "#domain/time.ts";
import type { Database } from "./db/connect.ts";
import type { Doorbell } from "./live/doorbell.ts";
import type { Meters } from "./meters.ts";

/** Connected channels with their secrets in clear, cached; a change of a channel rings and empties the cache. */
export type ChannelAccounts = {
  /** Accounts of one workspace; an unknown workspace has none. */
  list(workspaceId: string): Promise<ChannelAccount[]>;
  find(workspaceId: string, channelId: string): Promise<ChannelAccount | null>;
  forget(workspaceId: string): void;
};

/** What every part of the server gets by hand; nothing else is global. */
export type Context = {
  db: Database;
  /** The clock of the domain: windows, sentAt, receivedAt, rate dates. Leases and delays use the database's time. */
  now(): Instant;
  log: Logger;
  doorbell: Doorbell;
  adapters: ReadonlyMap<string, ChannelAdapter>;
  accounts: ChannelAccounts;
  meters: Meters;
};
