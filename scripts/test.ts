/**
 * Runs the tests (npm test [-- paths or vitest options]) and ends with one line, `N passed, N failed`, with true
 * numbers, also when the runner itself breaks.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countResults, failureLines, promiseLines, summaryLine } from "./count-results.ts";
import { runToEnd } from "./run-to-end.ts";

const directory = mkdtempSync(join(tmpdir(), "mc-results-"));
const report = join(directory, "report.json");
try {
  const vitest = join(import.meta.dirname, "..", "node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const exitCode = await runToEnd(process.execPath, [vitest, "run", ...reporters, ...process.argv.slice(2)]);
  const counts = countResults(report, exitCode);
  const { lines, missing } = promiseLines(report);
  for (const line of lines) {
    console.log(line);
  }
  // Only who runs everything can tell that a promise has no test.
  if (process.argv.length === 2 && missing.length > 0) {
    console.log(`FAILED | no test names ${missing.join(", ")}`);
    counts.failed += 1;
  }
  for (const line of failureLines(report)) {
    console.log(line);
  }
  console.log(summaryLine(counts));
  process.exitCode = counts.failed === 0 ? 0 : 1;
} finally {
  rmSync(directory, { recursive: true, force: true });
}
