import { secondMs } from "#domain/time.ts";
import type { Metrics } from "./metrics.ts";

/** A message of ours that came to a status, with the reason when it is a bad one. */
export type Move = { channel: string; status: string; reason: string | null };

/** What is counted at the moment when it happens. */
export type Meters = {
  /** `providerMs`: how old it was when it came, by the provider's own time; null when it tells none. */
  bodyStored(body: { source: string; providerMs: number | null; storeMs: number }): void;
  /** A body was not taken, since too many wait; its sender tries again. */
  bodyRefused(): void;
  moved(moves: readonly Move[]): void;
  /** A message waited so long for its turn at the limit of its number, or of its number and customer. */
  waited(limit: "number" | "pair", ms: number): void;
  /** One of the slow looks that catch what a lost ring did not tell was made. */
  looked(what: Look): void;
  /** Since when the slow look is missing that is missing longest; null: none is made in this process. */
  longestWithoutLookMs(): number | null;
};

type Look = "events" | "queue";

const providerBuckets = [1, 2, 5, 10, 30, 60, 300, 3_600, 86_400];
const storeBuckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2];
const waitBuckets = [0.01, 0.05, 0.1, 0.25, 0.5, 1, 5, 10, 60];

/** Makes the meters of a process. */
export function createMeters(metrics: Metrics, monotonic: () => number = () => performance.now()): Meters {
  const provider = metrics.histogram("mc_inbound_provider_seconds", "From the provider's time to us", {
    labels: ["source"],
    buckets: providerBuckets,
  });
  const store = metrics.histogram("mc_inbound_store_seconds", "From our receipt to the commit", {
    labels: ["source"],
    buckets: storeBuckets,
  });
  const refusals = metrics.counter(
    "mc_inbound_refused_total",
    "Bodies that were not taken because too many waited",
  );
  const moves = metrics.counter("mc_messages_moved_total", "Messages of ours that came to a status", [
    "channel",
    "status",
    "reason",
  ]);
  const waits = metrics.histogram("mc_limit_wait_seconds", "How long messages waited for their turn", {
    labels: ["limit"],
    buckets: waitBuckets,
  });
  const looks = new Map<Look, number>();
  return {
    bodyStored({ source, providerMs, storeMs }) {
      store.observe({ source }, storeMs / secondMs);
      if (providerMs !== null) {
        provider.observe({ source }, providerMs / secondMs);
      }
    },
    bodyRefused: () => refusals.inc({}),
    moved(all) {
      for (const { channel, status, reason } of all) {
        moves.inc({ channel, status, reason: reason ?? "none" });
      }
    },
    waited: (limit, ms) => waits.observe({ limit }, ms / secondMs),
    looked: (what) => void looks.set(what, monotonic()),
    longestWithoutLookMs: () => (looks.size === 0 ? null : monotonic() - Math.min(...looks.values())),
  };
}
