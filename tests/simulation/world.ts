import type { InboundFact } from "#channels/channel.ts";
import type { Attempt } from "#server/delivery/attempt.ts";
import type { Receipt } from "#server/delivery/receipt.ts";
import { type Clocked, type Clocks, createClocks } from "./clocks.ts";
import { createHistory, type History } from "./history.ts";
import { startAt } from "./hotel.ts";
import { createProvider, type Provider } from "./provider.ts";
import type { Rules } from "./rules.ts";
import type { Store } from "./store.ts";

/** A delivery process: what it has in hand dies with it. */
export type Worker = { name: Clocked; hand: Attempt[]; receipts: Receipt[] };

/** One mail that lies in the hotel's mailbox, with its UID by its place. */
export type Mail = { fact: InboundFact; customer: number };

/** Everything of one run: the product's store, the world around it, and what happened. */
export type World = {
  store: Store;
  rules: Rules;
  clocks: Clocks;
  provider: Provider;
  mails: Mail[];
  workers: Worker[];
  history: History;
  /** False where ids pass from one person to another: then the oracle's people are not the product's customers. */
  hasFixedPeople: boolean;
  /** Bodies of which a part could not be filed. */
  faults: number;
  /** Numbers for ids of messages and journals. */
  count: number;
};

/** A promise that was broken: which one, and how. */
export class BrokenPromise extends Error {
  override readonly name = "BrokenPromise";
  constructor(promise: string, how: string) {
    super(`${promise}: ${how}`);
  }
}

/** Starts a world over a store that the given clocks rule. */
export async function createWorld(
  makeStore: (given: { clocks: Clocks; rules: Rules }) => Store | Promise<Store>,
  { rules, hasFixedPeople }: { rules: Rules; hasFixedPeople: boolean },
): Promise<World> {
  const clocks = createClocks(startAt);
  return {
    store: await makeStore({ clocks, rules }),
    rules,
    clocks,
    provider: createProvider(),
    mails: [],
    workers: (["worker-0", "worker-1", "worker-2"] as const).map((name) => ({
      name,
      hand: [],
      receipts: [],
    })),
    history: createHistory(),
    hasFixedPeople,
    faults: 0,
    count: 0,
  };
}
