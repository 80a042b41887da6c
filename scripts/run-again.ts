import { relative } from "node:path";
import { failureLines, readReport, type TestReport } from "./count-results.ts";

/** So few failed tests are run once more: with more of them it is the code that is broken, not the moment. */
const mostAgain = 3;

/** The files of the failed tests of a report, when they are few enough to be run once more; else none. */
export function filesToRunAgain(reportFile: string): string[] {
  const files = readReport(reportFile).filter(({ status, assertionResults }) => {
    return status === "failed" || assertionResults.some((one) => one.status === "failed");
  });
  const failed = failureLines(reportFile).length;
  return failed > 0 && failed <= mostAgain ? files.map(({ name }) => relative(process.cwd(), name)) : [];
}

/**
 * The report of the first run with what its failed files said in the second one, and a line for each test that failed
 * and then passed: it is named, since it has a fault that shows seldom.
 */
export function joinRuns(first: string, second: string): { report: TestReport; flaky: string[] } {
  const again = new Map(readReport(second).map((file) => [file.name, file]));
  const stillFailed = new Set(failureLines(second).map(testOf));
  const flaky = failureLines(first).filter((line) => !stillFailed.has(testOf(line)));
  return {
    report: { testResults: readReport(first).map((file) => again.get(file.name) ?? file) },
    flaky: flaky.map((line) => line.replace(/^FAILED/, "FLAKY, passed when run again")),
  };
}

/** File and test of a line, without its error. */
function testOf(line: string): string {
  return line.split(" | ").slice(0, 3).join(" | ");
}
