import type { RateCard } from "#domain/rate-cards.ts";
import type { Instant } from "#domain/time.ts";

/** What deciding needs from outside: the time, ids and the published prices. */
export type RecordEnv = { now: Instant; newId(): string; cards: readonly RateCard[] };
