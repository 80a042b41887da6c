import { afterAll, afterEach, beforeEach, describe, it } from "vitest";
import { expectPromisesKept } from "../soak/expect-promises-kept.ts";
import { runManyProcesses } from "../soak/run-many-processes.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { findNats } from "../support/find-nats.ts";

const nats = await findNats();
const seed = Number(process.env.SOAK_SEED ?? 25);

let database: TestDatabase;

beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.drop());
afterAll(() => nats?.stop());

/** Prints the seed with what happened, so that a run that failed can be made again. */
async function run(natsUrl: string | null, kills: number): Promise<void> {
  const report = await runManyProcesses({ database, natsUrl, seed, kills, forMs: 0, waitsForLeases: false });
  process.stdout.write(`${JSON.stringify(report)}\n`);
  expectPromisesKept(report);
}

describe("three processes that take in and three that send, killed and restarted by chance", {
  timeout: 180_000,
}, () => {
  it("F25, P1-P6: nothing is lost or doubled, limits hold over all, and every screen ends as the API says", () =>
    run(null, 2));

  it.skipIf(nats === null)("F25, P1-P6: the same with NATS as the doorbell", () => run(nats?.url ?? null, 2));
});
