import { goals, judge, type Measured } from "./goals.ts";
import type { Round } from "./measure-round.ts";
import type { ProgramName } from "./programs.ts";
import { median } from "./quantile.ts";

/** What each program of the ingest took, for people. */
export function describeRounds(rounds: ReadonlyMap<ProgramName, readonly Round[]>): string {
  const programs = [...rounds].map(([name, of]) => {
    const middle = (key: keyof Round) =>
      median(of.map((round) => round[key])).toFixed(key.endsWith("Ms") ? 1 : 0);
    const keys = ["appMicros", "postgresMicros", "totalMicros", "perSecond", "medianMs", "p99Ms"] as const;
    return [name, ...keys.map(middle)];
  });
  return table([
    ["CPU µs per webhook", "app", "PostgreSQL", "total", "webhooks/s", "median ms", "p99 ms"],
    ...programs,
  ]);
}

/** The numbers beside their goals, for people. */
export function describeGoals(all: readonly Measured[]): string {
  const lines = all.map((measured) => {
    const { floor, target, what } = goals[measured.id];
    const verdict = judge(measured);
    const number = String(measured.value);
    return [
      measured.id,
      number,
      String(floor),
      String(target),
      verdict === "missed" ? "MISSED" : verdict,
      what,
    ];
  });
  return table([["goal", "value", "floor", "target", "holds", "what"], ...lines]);
}

/** Columns of numbers stand to the right, words to the left. */
function table(rows: readonly (readonly string[])[]): string {
  const [head = [], first = []] = rows;
  const columns = head.map((_, index) => ({
    width: Math.max(...rows.map((row) => row[index]?.length ?? 0)),
    isNumber: /^\d/.test(first[index] ?? ""),
  }));
  const line = (row: readonly string[]) =>
    columns.map(({ width, isNumber }, index) => {
      const cell = row[index] ?? "";
      return isNumber ? cell.padStart(width) : cell.padEnd(width);
    });
  return rows.map((row) => line(row).join("  ").trimEnd()).join("\n");
}
