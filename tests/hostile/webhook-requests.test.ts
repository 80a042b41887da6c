import { connect, type Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../support/eventually.ts";
import { bodyOf, textOf } from "../support/webhook-bodies.ts";
import { postWebhook, signatureOf } from "../support/webhooks.ts";
import { startWorld, type World } from "../support/world.ts";

let world: World;
let count = 0;
const sockets: Socket[] = [];
const mebibyte = 1024 * 1024;

beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** A webhook of somebody new. */
function newBody(): Buffer {
  count += 1;
  const waId = `34600904${100 + count}`;
  const at = world.clock.now();
  return bodyOf({ messages: [textOf({ id: `wamid.W${count}`, waId, at, text: "Hola" })] });
}

/** Whatever was tried before: the next good request is served. */
afterEach(async () => {
  for (const socket of sockets.splice(0)) {
    socket.destroy();
  }
  await eventually(async () => (await postWebhook(world.webhookUrl, newBody())) === 200);
});

/** Writes bytes as they are and answers the status line, or "closed" without one. */
function speak(parts: readonly (string | Buffer)[], { end = false } = {}): Promise<string> {
  const { hostname, port } = new URL(world.url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    socket.on("error", () => resolve("closed"));
    socket.on("close", () => resolve("closed"));
    socket.on("data", (data) => resolve(data.toString("latin1").split("\r\n")[0] ?? ""));
    for (const part of parts) {
      socket.write(part);
    }
    if (end) {
      socket.end();
    }
  });
}
const head = (lines: readonly string[]) =>
  [`POST ${new URL(world.webhookUrl).pathname} HTTP/1.1`, "host: hotel", ...lines, "", ""].join("\r\n");
const signed = (body: Buffer) => [
  "content-type: application/json",
  `x-hub-signature-256: ${signatureOf(body)}`,
];

describe("requests that are not what Meta sends", () => {
  it("a chunked body is the same body", async () => {
    const body = newBody();
    const chunks = [body.subarray(0, 10), body.subarray(10)].flatMap((part) => [
      `${part.length.toString(16)}\r\n`,
      part,
      "\r\n",
    ]);
    const lines = [...signed(body), "transfer-encoding: chunked", "connection: close"];
    expect(await speak([head(lines), ...chunks, "0\r\n\r\n"])).toMatch(/ 200 /);
  });

  it("a length and chunks at once, two lengths, and a length that is no number: 400", async () => {
    const body = newBody();
    const lengths = [
      [`content-length: ${body.length}`, "transfer-encoding: chunked"],
      [`content-length: ${body.length}`, `content-length: ${body.length + 1}`],
      ["content-length: many"],
    ];
    for (const lines of lengths) {
      expect(await speak([head([...signed(body), ...lines]), body])).toMatch(/ 400 /);
    }
  });

  it("less than its length, then the end: nothing is stored, nobody waits", async () => {
    const body = newBody();
    const lines = [...signed(body), `content-length: ${body.length + 100}`];
    expect(await speak([head(lines), body], { end: true })).not.toMatch(/ 200 /);
  });

  it("headers of 1 MB: 431", async () => {
    const body = newBody();
    const lines = [...signed(body), `x-long: ${"a".repeat(mebibyte)}`, `content-length: ${body.length}`];
    expect(await speak([head(lines), body])).toMatch(/ 431 |closed/);
  });

  it("a zipped body, whose bytes nobody signed: 401", async () => {
    const zipped = gzipSync(newBody());
    const response = await fetch(world.webhookUrl, {
      method: "POST",
      headers: { "content-encoding": "gzip", "x-hub-signature-256": signatureOf(zipped) },
      body: new Uint8Array(zipped),
    });
    expect(response.status).toBe(401);
  });

  it.each([["text/plain"], ["application/x-www-form-urlencoded"], ["multipart/form-data"]])(
    "a body called %s counts by its signature alone",
    async (type) => {
      const body = newBody();
      const response = await fetch(world.webhookUrl, {
        method: "POST",
        headers: { "content-type": type, "x-hub-signature-256": signatureOf(body) },
        body: new Uint8Array(body),
      });
      expect(response.status).toBe(200);
    },
  );

  it("bodies that never end take no more memory than a bound: 503 beyond it, and room again when they are gone", async () => {
    const started = Array.from({ length: 33 }, () =>
      speak([head([`content-length: ${4 * mebibyte}`]), Buffer.alloc(1_000)]),
    );
    expect(await Promise.race(started)).toMatch(/ 503 /);
    for (const socket of sockets) {
      socket.destroy();
    }
    const answers = await Promise.all(started);
    expect(answers.filter((answer) => answer === "closed")).toHaveLength(32);
  });
});
