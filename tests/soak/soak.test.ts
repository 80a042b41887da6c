import { describe, expect, it, onTestFinished } from "vitest";
import { createTestDatabase } from "../support/create-test-database.ts";
import { noDoubles } from "../support/find-doubles.ts";
import { findNats } from "../support/find-nats.ts";
import { expectNobodyNoticed } from "./expect-nobody-noticed.ts";
import { expectPromisesKept } from "./expect-promises-kept.ts";
import { killAroundCalls } from "./kill-around-calls.ts";
import { killUnderLoad, type Victim } from "./kill-under-load.ts";
import { runManyProcesses } from "./run-many-processes.ts";
import { runRollingRestarts } from "./run-rolling-restarts.ts";
import { keepReport, soakSettings } from "./soak-settings.ts";

const { seed, seconds, webhooks, kills } = soakSettings;
const killsEvery = 5_000;

describe("many processes", () => {
  async function soak(natsUrl: string | null): Promise<void> {
    const database = await createTestDatabase();
    onTestFinished(() => database.drop());
    const report = await runManyProcesses({
      database,
      natsUrl,
      seed,
      kills: 1,
      forMs: seconds * 1_000,
      waitsForLeases: true,
    });
    keepReport(`six processes, ${report.doorbell}`, report);
    expectPromisesKept(report);
  }

  it("F25, P1-P6: six processes killed and restarted by chance, with LISTEN", () => soak(null));

  it("F25, P1-P6: six processes killed and restarted by chance, with NATS", async ({ skip }) => {
    const nats = await findNats();
    if (nats === null) {
      skip("there is no NATS here");
    } else {
      onTestFinished(() => nats.stop());
      await soak(nats.url);
    }
  });
});

it("F24: forty rolling restarts of four processes under load: nothing is lost or doubled", async () => {
  const database = await createTestDatabase();
  onTestFinished(() => database.drop());
  const report = await runRollingRestarts({ database, receivers: 3, restarts: 40 });
  keepReport("rolling restarts", report);
  expectNobodyNoticed(report);
});

describe("power cuts under load", () => {
  async function soak(victim: Victim): Promise<void> {
    const report = await killUnderLoad({
      victim,
      seed,
      acknowledged: webhooks,
      kills: Math.max(3, Math.round(webhooks / killsEvery)),
    });
    keepReport(`SIGKILL of ${victim}`, report);
    expect(report.webhooks.acknowledged).toBeGreaterThanOrEqual(webhooks);
    expect(report.webhooks.lost).toBe(0);
    expect(report.doubles).toEqual(noDoubles);
    expect(report.deadlocks).toBe(0);
  }

  it("P1, P2: the app is killed: what was acknowledged is stored once", () => soak("app"));

  it("F9, P1, P2: PostgreSQL is killed: what was acknowledged is stored once", () => soak("postgres"));
});

it("F6, P3, P4: processes killed around the provider call: at most one call a message, and all settle", async () => {
  const report = await killAroundCalls({ rounds: Math.ceil(kills / 3) });
  keepReport("kills around the provider call", report);
  expect(report).toMatchObject({ doubled: 0, uncalled: 0, left: 0 });
  const { sent = 0, unknown = 0 } = report.ends;
  expect(sent + unknown).toBe(report.submitted);
});
