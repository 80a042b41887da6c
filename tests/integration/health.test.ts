import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { asOwner } from "#server/db/as-owner.ts";
import { ensurePartitions } from "#server/db/partitions.ts";
import { eventually } from "../support/eventually.ts";
import { type Hotel, startHotel } from "../support/start-api.ts";

describe("the server from outside", () => {
  let hotel: Hotel;
  let webFolder: string;

  beforeAll(async () => {
    webFolder = mkdtempSync(join(tmpdir(), "mc-web-"));
    mkdirSync(join(webFolder, "assets"));
    writeFileSync(join(webFolder, "index.html"), "<title>Messaging Center</title>");
    writeFileSync(join(webFolder, "assets", "app-1234.js"), "export {};");
    hotel = await startHotel({ webFolder });
    await asOwner(hotel.database.ownerUrl, (owner) => ensurePartitions(owner, hotel.clock.now));
  });

  afterAll(async () => {
    await hotel.close();
    rmSync(webFolder, { recursive: true, force: true });
  });

  it("is alive and ready", async () => {
    expect((await fetch(`${hotel.url}/health/live`)).status).toBe(200);
    expect((await fetch(`${hotel.url}/health/ready`)).status).toBe(200);
  });

  it("shows its numbers, with routes and no paths", async () => {
    await hotel.owner("GET", "/threads/0198aaaa-0000-7000-8000-000000000001");
    const text = await (await fetch(`${hotel.url}/metrics`)).text();
    expect(text).toContain(
      'mc_http_request_seconds_count{method="GET",route="/api/v1/threads/:id",status="404"}',
    );
    expect(text).toContain("mc_streams_open 0");
    expect(text).not.toContain("0198aaaa");
  });

  it.each(["/", "/inbox", "/inbox/0198aaaa-0000-7000-8000-000000000001", "/sign-in", "/setup?token=x"])(
    "answers the page for %s, asked anew every time",
    async (path) => {
      const answer = await fetch(hotel.url + path, { headers: { accept: "text/html" } });
      expect([answer.status, answer.headers.get("cache-control")]).toEqual([200, "no-cache"]);
      expect(await answer.text()).toContain("Messaging Center");
    },
  );

  it("lets browsers keep what is named by its content, and nothing that is not there", async () => {
    const script = await fetch(`${hotel.url}/assets/app-1234.js`);
    expect([script.status, script.headers.get("cache-control")]).toEqual([
      200,
      "public, max-age=31536000, immutable",
    ]);
    expect((await fetch(`${hotel.url}/assets/gone.js`)).status).toBe(404);
    expect((await fetch(`${hotel.url}/assets/..%2f..%2fpackage.json`)).status).toBe(404);
  });

  it("has no clock to move unless it is a demo or a test", async () => {
    const { status } = await hotel.as()("POST", "/control/clock", { advanceMs: 1000 });
    expect(status).toBe(404);
  });

  it("answers 503 while the database is away, and tells nobody why", async () => {
    await hotel.database.drop();
    const { status, body } = await hotel.owner("GET", "/threads");
    expect([status, body.code]).toEqual([503, "UNAVAILABLE"]);
    expect(JSON.stringify(body)).not.toMatch(/pool|postgres|connect/i);
    await eventually(async () => (await fetch(`${hotel.url}/health/ready`)).status === 503);
    expect((await fetch(`${hotel.url}/health/live`)).status).toBe(200);
  });
});
