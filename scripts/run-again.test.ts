import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { filesToRunAgain, joinRuns } from "./run-again.ts";

const directory = mkdtempSync(join(tmpdir(), "mc-again-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** A report of files and their tests; a test that ends with "!" failed. */
function report(name: string, files: Record<string, string[]>): string {
  const testResults = Object.entries(files).map(([file, tests]) => ({
    name: join(process.cwd(), file),
    status: tests.some((test) => test.endsWith("!")) ? "failed" : "passed",
    assertionResults: tests.map((test) => ({
      status: test.endsWith("!") ? "failed" : "passed",
      fullName: test.replace("!", ""),
      failureMessages: test.endsWith("!") ? ["Error: too late"] : [],
    })),
  }));
  const path = join(directory, name);
  writeFileSync(path, JSON.stringify({ testResults }));
  return path;
}

describe("failed tests", () => {
  it("are run once more with their files when they are up to three", () => {
    const few = report("few.json", {
      "a.test.ts": ["one!", "two!", "three"],
      "b.test.ts": ["four!"],
      "c.test.ts": ["five"],
    });
    expect(filesToRunAgain(few)).toEqual(["a.test.ts", "b.test.ts"]);
  });

  it("are not run again when they are more, or none", () => {
    expect(filesToRunAgain(report("many.json", { "a.test.ts": ["1!", "2!", "3!", "4!"] }))).toEqual([]);
    expect(filesToRunAgain(report("none.json", { "a.test.ts": ["1", "2"] }))).toEqual([]);
  });

  it("that fail again have failed, and those that pass are named with their first error", () => {
    const first = report("first.json", {
      "a.test.ts": ["one!", "two"],
      "b.test.ts": ["four!"],
      "c.test.ts": ["five"],
    });
    const second = report("second.json", { "a.test.ts": ["one", "two"], "b.test.ts": ["four!"] });
    const { report: joined, flaky } = joinRuns(first, second);
    expect(flaky).toEqual(["FLAKY, passed when run again | a.test.ts | one | Error: too late"]);
    const statuses = joined.testResults.map(({ assertionResults }) =>
      assertionResults.map(({ status }) => status),
    );
    expect(statuses).toEqual([["passed", "passed"], ["failed"], ["passed"]]);
  });

  it("of a file that passed before and fails in the second run have failed too", () => {
    const first = report("first.json", { "a.test.ts": ["one!", "two"] });
    const second = report("second.json", { "a.test.ts": ["one", "two!"] });
    const { report: joined, flaky } = joinRuns(first, second);
    expect(flaky).toHaveLength(1);
    expect(joined.testResults[0]?.assertionResults[1]?.status).toBe("failed");
  });
});
