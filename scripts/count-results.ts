import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";

/** How many tests ended how. */
export interface Counts {
  passed: number;
  failed: number;
  skipped: number;
}

const report = z.object({
  testResults: z.array(
    z.object({
      status: z.string(),
      assertionResults: z.array(z.object({ status: z.string() })),
    }),
  ),
});

/**
 * Counts what a JSON report of vitest says. A file that could not be loaded counts as one failed test; so does a
 * run that ended badly without naming a failed test (an unhandled error, a crash, no report, no test at all).
 */
export function countResults(reportFile: string, exitCode: number): Counts {
  const counts: Counts = { passed: 0, failed: 0, skipped: 0 };
  for (const file of readReport(reportFile)) {
    for (const { status } of file.assertionResults) {
      counts[outcomeOf(status)] += 1;
    }
    if (file.status === "failed" && !file.assertionResults.some(({ status }) => status === "failed")) {
      counts.failed += 1;
    }
  }
  const endedBadly = exitCode !== 0 || counts.passed === 0;
  return endedBadly && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}

/** The closing line; scripts read it. */
export function summaryLine({ passed, failed, skipped }: Counts): string {
  return `${passed} passed, ${failed} failed${skipped === 0 ? "" : `, ${skipped} skipped`}`;
}

function outcomeOf(status: string): keyof Counts {
  if (status === "passed" || status === "failed") {
    return status;
  }
  return "skipped";
}

function readReport(file: string): z.infer<typeof report>["testResults"] {
  return existsSync(file) ? report.parse(JSON.parse(readFileSync(file, "utf8"))).testResults : [];
}
