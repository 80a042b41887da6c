/**
 * The seeded simulation by hand: npm run test:simulation -- [--seed N | --self-test | --seeds N [--from N]] [--kind identities].
 * Without options it runs what `npm test` runs in memory, those seeds first that failed once.
 */
import { parseArgs } from "node:util";
import { failedSeeds } from "../tests/simulation/failed-seeds.ts";
import { findBug, mostSeeds } from "../tests/simulation/find-bug.ts";
import { makers, type SeedKind } from "../tests/simulation/make-steps.ts";
import { plantedBugs } from "../tests/simulation/planted-bugs.ts";
import { runSeed } from "../tests/simulation/run-seed.ts";
import { seedsInAll } from "../tests/simulation/seeds.ts";

const { values } = parseArgs({
  options: {
    seed: { type: "string" },
    seeds: { type: "string", default: String(seedsInAll) },
    from: { type: "string", default: "0" },
    kind: { type: "string", default: "plain" },
    "self-test": { type: "boolean", default: false },
  },
});

const kind: SeedKind = values.kind === "identities" ? "identities" : "plain";
const isGood = values["self-test"]
  ? await testItself()
  : values.seed === undefined
    ? await runSeeds(Number(values.from), Number(values.seeds))
    : await replay(Number(values.seed));
process.exitCode = isGood ? 0 : 1;

async function replay(seed: number): Promise<boolean> {
  for (const step of makers[kind](seed)) {
    console.log(JSON.stringify(step));
  }
  const { failure } = await runSeed(seed, { kind });
  console.log(failure === null ? `Seed ${seed} keeps every promise.` : failure.message);
  return failure === null;
}

async function runSeeds(from: number, count: number): Promise<boolean> {
  const startedAt = process.cpuUsage();
  const others = Array.from({ length: count }, (_, index) => ({ seed: from + index, kind }));
  const seeds = [...failedSeeds, ...others];
  let failed = 0;
  for (const { seed, kind } of seeds) {
    const { failure } = await runSeed(seed, { kind });
    if (failure !== null) {
      failed += 1;
      console.log(failure.message);
    }
  }
  const { user, system } = process.cpuUsage(startedAt);
  const ms = (user + system) / 1_000 / seeds.length;
  console.log(`${seeds.length - failed} seeds passed, ${failed} failed; ${ms.toFixed(2)} ms of CPU each`);
  return failed === 0;
}

async function testItself(): Promise<boolean> {
  let found = 0;
  for (const bug of plantedBugs) {
    const first = await findBug(bug);
    found += first === null ? 0 : 1;
    const how = first === null ? `NOT FOUND in ${mostSeeds} seeds` : `seed ${first.seed}: ${first.promise}`;
    console.log(`${bug.name}: ${how}`);
  }
  console.log(`${found} of ${plantedBugs.length} planted bugs found.`);
  return found === plantedBugs.length;
}
