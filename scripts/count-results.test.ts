import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { countResults, failureLines, promiseLines, summaryLine } from "./count-results.ts";

const directory = mkdtempSync(join(tmpdir(), "mc-count-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

function report(files: { status: string; tests: string[]; name?: string }[]): string {
  const file = join(directory, "report.json");
  const testResults = files.map(({ status, tests, name = "adds up" }) => ({
    name: join(process.cwd(), "a.test.ts"),
    status,
    message: "no such file",
    assertionResults: tests.map((one) => ({
      status: one,
      fullName: name,
      failureMessages: one === "failed" ? ["Error: \u001b[31m1\u001b[39m\n  is not 2"] : [],
    })),
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

it("names what failed with the beginning of its error", () => {
  const file = report([
    { status: "failed", tests: ["passed", "failed"] },
    { status: "failed", tests: [] },
    { status: "passed", tests: ["passed"] },
  ]);
  expect(failureLines(file)).toEqual([
    "FAILED | a.test.ts | adds up | Error: 1 is not 2",
    "FAILED | a.test.ts | no such file",
  ]);
  expect(failureLines(join(directory, "none.json"))).toEqual([]);
});

it("says which promises and failure points have a passed test, and which have none", () => {
  const file = report([
    { status: "passed", tests: ["passed", "passed"], name: "F4 P8 any order" },
    { status: "passed", tests: ["passed"], name: "P8, F31: two secrets; F45 and XP1 are none" },
    { status: "failed", tests: ["failed"], name: "F5 P1 a status before its message" },
    { status: "passed", tests: ["skipped"], name: "F10 a full disk, where it can be had" },
  ]);
  const { lines, missing } = promiseLines(file);
  expect(lines).toEqual([
    "Promises with passed tests: P8 3",
    "Failure points with passed tests: F4 2, F31 1",
  ]);
  expect(missing).toHaveLength(8 + 32 - 4);
  expect(missing).toEqual(expect.arrayContaining(["P1", "F5", "F32"]));
});

it("ends with a line that scripts can read", () => {
  expect(summaryLine({ passed: 12, failed: 0, skipped: 0 })).toBe("12 passed, 0 failed");
  expect(summaryLine({ passed: 12, failed: 1, skipped: 2 })).toBe("12 passed, 1 failed, 2 skipped");
});
