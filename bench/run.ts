import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BenchRun } from "./bench-run.ts";
import { judge, type Measured } from "./goals.ts";
import { keepResults } from "./keep-results.ts";
import { measureClicks } from "./measure-clicks.ts";
import { measureCrowd, measureNeighbour } from "./measure-crowd.ts";
import { measureIngest } from "./measure-ingest.ts";
import { measureLive } from "./measure-live.ts";
import { measureOutgoing } from "./measure-outgoing.ts";
import { measureReading } from "./measure-reading.ts";
import { measureScreen } from "./measure-screen.ts";
import { measureScreenWeight } from "./measure-screen-weight.ts";
import { measureStart } from "./measure-start.ts";
import { measureStreams } from "./measure-streams.ts";
import { describeGoals } from "./report.ts";

const mostMs = 30 * 60_000;

/** What is measured together, in this order. */
const measures: { goals: readonly string[]; measure(run: BenchRun): Promise<Measured[]> }[] = [
  { goals: ["G1", "G1r", "G3"], measure: measureIngest },
  { goals: ["G2"], measure: measureCrowd },
  { goals: ["G4", "G5"], measure: measureReading },
  { goals: ["G6"], measure: measureLive },
  { goals: ["G7"], measure: measureClicks },
  { goals: ["G8"], measure: measureStreams },
  { goals: ["G9"], measure: measureOutgoing },
  { goals: ["G11"], measure: measureScreenWeight },
  { goals: ["G12"], measure: measureScreen },
  { goals: ["G13", "G14"], measure: measureStart },
  { goals: ["G15"], measure: measureNeighbour },
];

const known = measures.flatMap(({ goals }) => goals);
const asked = process.argv.slice(2);
const unknown = asked.filter((id) => !known.includes(id));
const stopping = new AbortController();
const signal = AbortSignal.any([stopping.signal, AbortSignal.timeout(mostMs)]);
for (const name of ["SIGINT", "SIGTERM"] as const) {
  process.once(name, () => stopping.abort(new Error(`ended by ${name}`)));
}
if (unknown.length > 0) {
  console.error(`There is no goal ${unknown.join(", ")}: the bench measures ${known.join(", ")}.`);
  process.exitCode = 2;
} else {
  process.exitCode = (await benchAll()) ? 0 : 1;
}

/** Measures what was asked for, everything when nothing was; false when a floor is missed or a measure failed. */
async function benchAll(): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "messaging-center-bench-"));
  const all: Measured[] = [];
  let isComplete = true;
  try {
    for (const { goals, measure } of measures) {
      if (asked.length > 0 && !goals.some((id) => asked.includes(id))) {
        continue;
      }
      process.stderr.write(`${goals.join(", ")}…\n`);
      try {
        const measured = await measure({ folder, signal });
        keepResults(join(import.meta.dirname, "results.json"), measured);
        all.push(...measured);
      } catch (error) {
        console.error(signal.aborted ? `The bench did not end: ${String(signal.reason)}` : error);
        isComplete = false;
      }
      if (signal.aborted) {
        break;
      }
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(describeGoals(all));
  return isComplete && all.every((one) => judge(one) !== "missed");
}
