import type { Deadline } from "./deadline.ts";
import { createGroupCommit, type GroupCommit, type GroupOptions } from "./group-commit.ts";

/** From so many items in hand on a key is a flood: who comes next does not wait behind it. */
const flood = 24;

type Lane<Item> = {
  group: GroupCommit<Item>;
  /** How many items of each key it has in hand. */
  inHand: Map<string, number>;
  /** How many keys flood it. */
  floods: number;
};

/**
 * Several groups side by side, so that one key that floods holds up no other: all keys share the first lane, until one of
 * them floods it; those who come then take the next. A key is in one lane at a time, so that no two batches hold it.
 */
export function createFairCommit<Item>(
  options: GroupOptions<Item> & { lanes: number; keyOf(item: Item): string },
): GroupCommit<Item> {
  const makeLane = (): Lane<Item> => ({
    group: createGroupCommit<Item>(options),
    inHand: new Map(),
    floods: 0,
  });
  const first = makeLane();
  const lanes = [first, ...Array.from({ length: options.lanes - 1 }, makeLane)];
  const laneFor = (key: string): Lane<Item> =>
    lanes.find(({ inHand }) => inHand.has(key)) ??
    lanes.find(({ floods }) => floods === 0) ??
    lanes.at(-1) ??
    first;
  return {
    async submit(item: Item, deadline?: Deadline) {
      const key = options.keyOf(item);
      const lane = laneFor(key);
      count(lane, key, 1);
      try {
        await lane.group.submit(item, deadline);
      } finally {
        count(lane, key, -1);
      }
    },
    pending: () => lanes.reduce((sum, { group }) => sum + group.pending(), 0),
    async settled() {
      while (lanes.some(({ group }) => group.pending() > 0)) {
        await Promise.all(lanes.map(({ group }) => group.settled()));
      }
    },
  };
}

function count(lane: Lane<unknown>, key: string, by: 1 | -1): void {
  const before = lane.inHand.get(key) ?? 0;
  const after = before + by;
  if (after === 0) {
    lane.inHand.delete(key);
  } else {
    lane.inHand.set(key, after);
  }
  lane.floods += Number(after >= flood) - Number(before >= flood);
}
