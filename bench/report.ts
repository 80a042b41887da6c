import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { goals, median, type ProgramName, type Result } from "./goals.ts";
import type { Round } from "./measure-round.ts";

export type Rounds = ReadonlyMap<ProgramName, readonly Round[]>;

/** Ratios of the goals: each round's own pair, then the median, so that a slow minute of the machine hits both sides. */
export function judge(rounds: Rounds): Result[] {
  return Object.entries(goals).map(([id, { against, floor, target }]) => {
    const ours = rounds.get("ours") ?? [];
    const theirs = rounds.get(against) ?? [];
    const ratios = ours.map(({ totalMicros }, index) => (theirs[index]?.totalMicros ?? 0) / totalMicros);
    const value = Math.round(median(ratios) * 1000) / 1000;
    return { id, value, unit: "ratio of CPU µs per webhook", floor, target, holds: value >= floor };
  });
}

/** The run as two tables for people. */
export function describe(rounds: Rounds, results: readonly Result[]): string {
  const programs = [...rounds].map(([name, of]) => {
    const middle = (key: keyof Round) =>
      median(of.map((round) => round[key])).toFixed(key.endsWith("Ms") ? 1 : 0);
    const keys = ["appMicros", "postgresMicros", "totalMicros", "perSecond", "medianMs", "p99Ms"] as const;
    return [name, ...keys.map(middle)];
  });
  const verdicts = results.map(({ id, value, floor, target, holds }) => {
    const { what } = goals[id as keyof typeof goals];
    const verdict = holds ? (value >= target ? "target" : "floor") : "MISSED";
    return [id, value.toFixed(3), floor.toFixed(2), target.toFixed(2), verdict, what];
  });
  return [
    table([
      ["CPU µs per webhook", "app", "PostgreSQL", "total", "webhooks/s", "median ms", "p99 ms"],
      ...programs,
    ]),
    table([["goal", "ratio", "floor", "target", "holds", "what"], ...verdicts]),
  ].join("\n\n");
}

/** Writes the results where CI and people look for them. */
export function writeResults(path: string, results: readonly Result[]): void {
  writeFileSync(
    path,
    `${JSON.stringify({ machine: describeMachine(), commit: findCommit(), results }, null, 2)}\n`,
  );
}

function describeMachine(): string {
  const [first, ...others] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${1 + others.length} × ${first?.model ?? "unknown"}, ${memory} GiB, ${process.platform} ${release()}, Node ${process.version}`;
}

/** With "-dirty" when the tree is not what the commit says; null outside a repository. */
function findCommit(): string | null {
  try {
    const args = ["describe", "--always", "--dirty", "--abbrev=40", "--exclude=*"];
    return execFileSync("git", args, { cwd: import.meta.dirname, encoding: "utf8", stdio: "pipe" }).trim();
  } catch {
    return null;
  }
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
