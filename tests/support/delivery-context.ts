import { pino } from "pino";
import type { ChannelAccount, ChannelAdapter } from "#channels/channel.ts";
import type { Context } from "#server/context.ts";
import type { Database } from "#server/db/connect.ts";
import type { Doorbell, Ring } from "#server/live/doorbell.ts";
import { testMeters } from "./test-meters.ts";

/** What a delivery needs of the server, over one adapter and accounts that never change. */
export function createDeliveryContext(given: {
  db: Database;
  now(): number;
  doorbell: Doorbell;
  adapter: ChannelAdapter;
  accounts: readonly ChannelAccount[];
}): Context {
  const { db, now, doorbell, adapter, accounts } = given;
  return {
    db,
    now,
    log: pino({ level: "silent" }),
    doorbell,
    adapters: new Map([[adapter.kind, adapter]]),
    accounts: {
      list: async (workspaceId) => accounts.filter((account) => account.workspaceId === workspaceId),
      find: async (_workspaceId, channelId) => accounts.find(({ id }) => id === channelId) ?? null,
      forget: () => undefined,
    },
    meters: testMeters,
  };
}

/** Rings inside one process, at once. */
export function createLocalDoorbell(): Doorbell {
  const listeners = new Set<(ring: Ring | null) => void>();
  return {
    ring(rings) {
      for (const ring of rings) {
        for (const listener of listeners) {
          listener(ring);
        }
      }
    },
    onRing(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    isConnected: () => true,
    close: async () => undefined,
  };
}
