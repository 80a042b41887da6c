import { execFileSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, release, totalmem } from "node:os";
import { goals, type Measured, type Result, toResult } from "./goals.ts";

/** The results where CI and people look for them; each row has its own commit, the newest run's stands above. */
type Kept = { machine: string; commit: string | null; results: Result[] };

/** Puts new numbers in the place of old ones. Numbers of another machine can't stand beside them and go away. */
export function keepResults(path: string, measured: readonly Measured[]): void {
  const machine = describeMachine();
  const commit = findCommit();
  const before = existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as Kept) : null;
  const old = before?.machine === machine ? before.results : [];
  const rows = new Map(old.map((row) => [row.id, toResult(row, row.commit ?? before?.commit ?? null)]));
  for (const one of measured) {
    rows.set(one.id, toResult(one, commit));
  }
  const results = Object.keys(goals).flatMap((id) => [...rows.values()].find((row) => row.id === id) ?? []);
  writeFileSync(path, `${JSON.stringify({ machine, commit, results } satisfies Kept, null, 2)}\n`);
}

function describeMachine(): string {
  const [first, ...others] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${1 + others.length} × ${first?.model ?? "unknown"}, ${memory} GiB, ${process.platform} ${release()}, Node ${process.version}`;
}

/** With "-dirty" when the tree is not what the commit says; null outside a repository. */
function findCommit(): string | null {
  try {
    const git = (...args: string[]) =>
      execFileSync("git", args, { cwd: import.meta.dirname, encoding: "utf8", stdio: "pipe" }).trim();
    // The results are what a run itself changes: with them alone the tree is still the commit's.
    const changed = git(
      "status",
      "--porcelain",
      "--untracked-files=no",
      "--",
      ":/",
      ":(exclude)results.json",
    );
    return `${git("rev-parse", "HEAD")}${changed === "" ? "" : "-dirty"}`;
  } catch {
    return null;
  }
}
