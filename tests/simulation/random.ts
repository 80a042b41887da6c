/** Chance that a seed decides: the same seed gives the same run for ever. */
export type Random = {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, end). */
  below(end: number): number;
  /** One of some values. */
  pick<Value>(values: readonly Value[]): Value;
  /** True so often: 0 never, 1 always. */
  chance(share: number): boolean;
};

/** Starts the chance of a seed: a Weyl sequence whose numbers are mixed until neighbours have nothing in common. */
export function createRandom(seed: number): Random {
  let state = Math.imul(seed + 1, 0x9e3779b1) | 0;
  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
  const below = (end: number) => Math.floor(next() * end);
  return {
    next,
    below,
    pick(values) {
      const value = values[below(values.length)];
      if (value === undefined) {
        throw new RangeError("There is nothing to pick from");
      }
      return value;
    },
    chance: (share) => next() < share,
  };
}
