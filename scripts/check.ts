/** Everything that can be known of the code without running it (npm run check): format, lint, types, walls, dead code, weight. */
import { join } from "node:path";
import { findLongFiles } from "../tests/architecture/file-lengths.ts";
import { findBrokenWalls } from "../tests/architecture/import-walls.ts";
import { readSources } from "../tests/architecture/sources.ts";
import { findStatementSlips } from "../tests/architecture/statement-walls.ts";
import { findForbiddenText } from "../tests/architecture/text-walls.ts";
import { buildWeb, webFolder } from "./build-web.ts";
import { describeFirstLoad, isWithinBudget, measureFirstLoad } from "./first-load.ts";
import { runToEnd } from "./run-to-end.ts";

const bin = join(import.meta.dirname, "..", "node_modules", ".bin");

const steps: { name: string; run(): Promise<boolean> }[] = [
  { name: "format and lint (biome)", run: () => succeeds("biome", ["ci", "--colors=off", "."]) },
  { name: "lint by types (oxlint)", run: () => succeeds("oxlint", ["--type-aware", "--deny-warnings"]) },
  { name: "types (tsc)", run: () => succeeds("tsc", ["-b"]) },
  { name: "walls", run: wallsHold },
  { name: "dead code (knip)", run: () => succeeds("knip", ["--no-progress", "--no-config-hints"]) },
  { name: "weight of the first load", run: firstLoadIsLight },
];

const failed: string[] = [];
for (const { name, run } of steps) {
  const startedAt = performance.now();
  const isGood = await run();
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  console.log(`${isGood ? "ok    " : "FAILED"} ${name} (${seconds} s)`);
  if (!isGood) {
    failed.push(name);
  }
}
console.log(failed.length === 0 ? "All checks hold." : `Failed: ${failed.join(", ")}`);
process.exitCode = failed.length === 0 ? 0 : 1;

async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  return (await runToEnd(join(bin, program), args)) === 0;
}

async function wallsHold(): Promise<boolean> {
  const sources = readSources();
  const slips = [findBrokenWalls, findForbiddenText, findStatementSlips, findLongFiles].flatMap((find) =>
    find(sources),
  );
  for (const slip of slips) {
    console.log(`  ${slip}`);
  }
  return slips.length === 0;
}

async function firstLoadIsLight(): Promise<boolean> {
  await buildWeb();
  const load = measureFirstLoad(webFolder);
  console.log(`  ${describeFirstLoad(load)}`);
  return isWithinBudget(load);
}
