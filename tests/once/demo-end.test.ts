import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  endPostgresOf,
  postgresOf,
  type Spawned,
  spawnProgram,
  untilItSays,
} from "../support/spawn-server.ts";

let dataDir: string;
const spawned: Spawned[] = [];

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "mc-demo-"));
});

afterAll(async () => {
  await Promise.all(spawned.map((one) => one.kill()));
  await endPostgresOf(join(dataDir, "demo"));
  await rm(dataDir, { recursive: true, force: true });
});

function startDemo(): Spawned {
  const demo = spawnProgram("scripts/demo.ts", { DATA_DIR: dataDir, PORT: "0", SIMULATOR_PORT: "0" });
  spawned.push(demo);
  return demo;
}

describe("the end of the demo", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "breaks off the past that is being lived, quietly and in good order (%s)",
    async (signal) => {
      const demo = startDemo();
      await untilItSays(demo, /^Setting up the hotel/m);
      const end = await demo.stop(signal);
      expect(end).toMatchObject({ code: 0, signal: null, stderr: "" });
      expect(postgresOf(join(dataDir, "demo"))).toBeNull();
    },
  );

  it("ends in good order while it starts, and when asked twice", async () => {
    const demo = startDemo();
    await untilItSays(demo, /^Starting PostgreSQL/m);
    const first = demo.stop("SIGINT");
    const second = demo.stop("SIGINT");
    expect(await first).toMatchObject({ code: 0, signal: null, stderr: "" });
    await second;
    expect(postgresOf(join(dataDir, "demo"))).toBeNull();
  });

  it("lets a demo that is started meanwhile wait for it and take its place", async () => {
    const first = startDemo();
    await untilItSays(first, /^Setting up the hotel/m);
    const [end] = await Promise.all([first.stop(), untilItSays(startDemo(), /^Setting up the hotel/m)]);
    expect(end.code).toBe(0);
  });
});
