/** One measured goal: `value` is a ratio of CPU time per webhook, theirs / ours, so that more is better. */
export type Result = {
  id: string;
  value: number;
  unit: string;
  floor: number;
  target: number;
  holds: boolean;
};

/** Floors and targets of the goals that this bench measures. */
export const goals = {
  G1: { against: "same-rows", floor: 0.5, target: 0.75, what: "full ingest / the same rows without rules" },
  G1r: {
    against: "raw-coalesced",
    floor: 0.22,
    target: 0.3,
    what: "full ingest / raw bodies alone, coalesced",
  },
  G3: { against: "raw-single", floor: 1, target: 1.4, what: "full ingest / one raw insert per webhook" },
} as const;

/** The programs that are measured side by side. */
export type ProgramName = "ours" | (typeof goals)[keyof typeof goals]["against"];

/** The middle one; of an even number the mean of both. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
