import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { countResults, summaryLine } from "./count-results.ts";

const directory = mkdtempSync(join(tmpdir(), "mc-count-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function report(files: { status: string; tests: string[] }[]): string {
  const file = join(directory, "report.json");
  const testResults = files.map(({ status, tests }) => ({
    status,
    assertionResults: tests.map((one) => ({ status: one })),
  }));
  writeFileSync(file, JSON.stringify({ testResults }));
  return file;
}

it("counts tests by their outcome", () => {
  const file = report([
    { status: "passed", tests: ["passed", "passed", "skipped", "todo"] },
    { status: "failed", tests: ["failed", "passed"] },
  ]);
  expect(countResults(file, 1)).toEqual({ passed: 3, failed: 1, skipped: 2 });
});

it("counts a file that could not be loaded as a failed test", () => {
  const file = report([
    { status: "failed", tests: [] },
    { status: "passed", tests: ["passed"] },
  ]);
  expect(countResults(file, 1)).toEqual({ passed: 1, failed: 1, skipped: 0 });
});

it("counts a failed hook of a file whose tests passed", () => {
  expect(countResults(report([{ status: "failed", tests: ["passed"] }]), 1)).toEqual({
    passed: 1,
    failed: 1,
    skipped: 0,
  });
});

it("never calls a run good that ended badly, lost its report or ran nothing", () => {
  const good = report([{ status: "passed", tests: ["passed"] }]);
  expect(countResults(good, 0).failed).toBe(0);
  expect(countResults(good, 1).failed).toBe(1);
  expect(countResults(join(directory, "none.json"), 0).failed).toBe(1);
  expect(countResults(report([]), 0).failed).toBe(1);
  expect(countResults(report([{ status: "passed", tests: ["skipped"] }]), 0).failed).toBe(1);
});

it("ends with a line that scripts can read", () => {
  expect(summaryLine({ passed: 12, failed: 0, skipped: 0 })).toBe("12 passed, 0 failed");
  expect(summaryLine({ passed: 12, failed: 1, skipped: 2 })).toBe("12 passed, 1 failed, 2 skipped");
});
