import { afterEach, beforeEach, expect, it } from "vitest";
import { expectNobodyNoticed } from "../soak/expect-nobody-noticed.ts";
import { runRollingRestarts } from "../soak/run-rolling-restarts.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());

it("F24: five restarts one after the other under load: nothing is lost or doubled, and streams go on elsewhere", {
  timeout: 180_000,
}, async () => {
  const report = await runRollingRestarts({ database, receivers: 2, restarts: 5 });
  process.stdout.write(`${JSON.stringify(report)}\n`);
  expect(report.restarted).toBe(5);
  expectNobodyNoticed(report);
});
