/**
 * Runs the tests (npm test [-- paths or vitest options]) and ends with one line, `N passed, N failed`, with true
 * numbers, also when the runner itself breaks. Up to three failed tests are run once more with their files, and named
 * when they pass then.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { countResults, failureLines, promiseLines, summaryLine } from "./count-results.ts";
import { filesToRunAgain, joinRuns } from "./run-again.ts";
import { runToEnd } from "./run-to-end.ts";

const options = process.argv.slice(2);
const directory = mkdtempSync(join(tmpdir(), "mc-results-"));
const report = join(directory, "report.json");

function runVitest(outputFile: string, files: readonly string[] = []): Promise<number> {
  const vitest = join(import.meta.dirname, "..", "node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${outputFile}`];
  return runToEnd(process.execPath, [vitest, "run", ...reporters, ...options, ...files]);
}

try {
  let exitCode = await runVitest(report);
  const flaky: string[] = [];
  const again = filesToRunAgain(report);
  if (again.length > 0) {
    console.log(`Run once more: ${again.join(", ")}`);
    const second = join(directory, "again.json");
    exitCode = await runVitest(second, again);
    const joined = joinRuns(report, second);
    writeFileSync(report, JSON.stringify(joined.report));
    flaky.push(...joined.flaky);
  }
  const counts = countResults(report, exitCode);
  const { lines, missing } = promiseLines(report);
  for (const line of [...lines, ...flaky]) {
    console.log(line);
  }
  // Only who runs everything can tell that a promise has no test.
  if (options.length === 0 && missing.length > 0) {
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
