/** One measured number of a goal, with the commit that it was measured at. */
export type Result = {
  id: RowId;
  value: number;
  unit: string;
  floor: number;
  target: number;
  holds: boolean;
  commit: string | null;
};

type Row = { unit: string; isBetterWhen: "more" | "less"; floor: number; target: number; what: string };

const ratio = { unit: "ratio of CPU µs per webhook", isBetterWhen: "more" } as const;
const seconds = { unit: "s", isBetterWhen: "less" } as const;
const times = { unit: "times", isBetterWhen: "less" } as const;
const ms = { unit: "ms", isBetterWhen: "less" } as const;

/** Floors and targets of everything that the bench measures, in the order in which it does. */
export const goals = {
  G1: { ...ratio, floor: 0.5, target: 0.75, what: "full ingest / the same rows without rules" },
  G1r: { ...ratio, floor: 0.22, target: 0.3, what: "full ingest / raw bodies alone, coalesced" },
  "G2 p50": { ...ms, floor: 250, target: 15, what: "webhook → 200 at 3,300/s open loop for 60 s" },
  "G2 p99": { ...ms, floor: 1_000, target: 150, what: "the same, the slowest in a hundred" },
  G3: { ...ratio, floor: 1, target: 1.4, what: "full ingest / one raw insert per webhook" },
  G4: {
    ...times,
    floor: 1.5,
    target: 1.2,
    what: "CPU of a thread-list page at 1 M messages / best bare SQL",
  },
  G5: { ...times, floor: 2, target: 1.3, what: "10 k → 1 M messages: the p50 that grows most" },
  "G6 p50": { ...ms, floor: 100, target: 40, what: "webhook → agent's stream at 300/s" },
  "G6 p99": { ...ms, floor: 500, target: 150, what: "the same, the slowest in a hundred" },
  "G7 p50": { ...ms, floor: 60, target: 25, what: "agent's click → provider call" },
  "G7 p99": { ...ms, floor: 250, target: 100, what: "the same, the slowest in a hundred" },
  G8: {
    unit: "ratio of memory",
    isBetterWhen: "less",
    floor: 4,
    target: 2,
    what: "an idle connected agent / a bare stream",
  },
  G9: {
    unit: "messages/s",
    isBetterWhen: "more",
    floor: 800,
    target: 1_000,
    what: "outgoing, provider with 150 ms latency",
  },
  G11: { unit: "kB", isBetterWhen: "less", floor: 220, target: 200, what: "first JavaScript, gzipped" },
  G12: { ...ms, floor: 200, target: 100, what: "slowest action at 100 k threads, CPU ×4 slower, p95" },
  "G13 memory": { unit: "MB", isBetterWhen: "less", floor: 200, target: 160, what: "the idle server" },
  "G13 start": { ...seconds, floor: 3, target: 1, what: "start → ready" },
  "G14 app": { ...seconds, floor: 5, target: 2, what: "kill −9 of the app → a webhook gets 200" },
  "G14 PostgreSQL": { ...seconds, floor: 15, target: 5, what: "kill −9 of PostgreSQL → a webhook gets 200" },
  G15: {
    unit: "ratio of p99",
    isBetterWhen: "less",
    floor: 3,
    target: 1.5,
    what: "a calm workspace beside a flood of 2,000/s / alone",
  },
} as const satisfies Record<string, Row>;

/** What stands in the results: the goal, and which of its numbers when it has two. */
export type RowId = keyof typeof goals;

/** A measured number without what is known of its goal. */
export type Measured = { id: RowId; value: number };

/** Whether the goal's target is reached, only its floor, or neither. */
export function judge({ id, value }: Measured): "target" | "floor" | "missed" {
  const { isBetterWhen, floor, target }: Row = goals[id];
  const reaches = (limit: number) => (isBetterWhen === "more" ? value >= limit : value <= limit);
  return reaches(target) ? "target" : reaches(floor) ? "floor" : "missed";
}

/** The number beside its goal, as it is kept. */
export function toResult(measured: Measured, commit: string | null): Result {
  const { unit, floor, target } = goals[measured.id];
  return { ...measured, unit, floor, target, holds: judge(measured) !== "missed", commit };
}
