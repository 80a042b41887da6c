import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { stripVTControlCharacters } from "node:util";
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
      name: z.string(),
      status: z.string(),
      message: z.optional(z.string()),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.nullish(z.array(z.string())),
        }),
      ),
    }),
  ),
});

export type TestReport = z.infer<typeof report>;

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

/** What failed, each in one line with the beginning of its error, so that the end of a long log tells it. */
export function failureLines(reportFile: string): string[] {
  return readReport(reportFile).flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter((one) => one.status === "failed");
    if (failed.length === 0) {
      return status === "failed" ? [failureLine(name, "", message)] : [];
    }
    return failed.map(({ fullName, failureMessages }) => failureLine(name, fullName, failureMessages?.[0]));
  });
}

function failureLine(file: string, test: string, error = ""): string {
  const said = stripVTControlCharacters(error).replaceAll(/\s+/g, " ").trim().slice(0, 300);
  return ["FAILED", relative(process.cwd(), file), test, said].filter((part) => part !== "").join(" | ");
}

/** The promises and failure points of docs/testing.md. */
const promised = {
  Promises: Array.from({ length: 8 }, (_, index) => `P${index + 1}`),
  "Failure points": Array.from({ length: 32 }, (_, index) => `F${index + 1}`),
};

/**
 * Which promises and failure points passed tests name, with how many; and which are named by no test, not even by one that
 * was skipped because the machine lacks something.
 */
export function promiseLines(reportFile: string): { lines: string[]; missing: string[] } {
  const shown = new Map<string, number>();
  const named = new Set<string>();
  for (const { assertionResults } of readReport(reportFile)) {
    for (const { fullName, status } of assertionResults) {
      for (const id of status === "failed" ? [] : new Set(fullName.match(/\b[PF]\d{1,2}\b/g))) {
        named.add(id);
        if (status === "passed") {
          shown.set(id, (shown.get(id) ?? 0) + 1);
        }
      }
    }
  }
  const lines = Object.entries(promised).map(([what, ids]) => {
    const counted = ids.flatMap((id) => (shown.has(id) ? [`${id} ${shown.get(id)}`] : []));
    return `${what} with passed tests: ${counted.join(", ") || "none"}`;
  });
  return { lines, missing: Object.values(promised).flatMap((ids) => ids.filter((id) => !named.has(id))) };
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

/** The files of a JSON report of vitest; none when there is no report. */
export function readReport(file: string): TestReport["testResults"] {
  return existsSync(file) ? report.parse(JSON.parse(readFileSync(file, "utf8"))).testResults : [];
}
