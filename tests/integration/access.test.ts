import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { newId } from "#server/ids.ts";
import { type Caller, cookieOf, type Hotel, startHotel } from "../support/start-api.ts";

const table = Object.entries<Route>(routes);

/** What a wall answers; anything else means that the caller got past it. */
const walls = new Map([
  [401, "sign in"],
  [403, "forbidden"],
]);

describe("who may call what (S6)", () => {
  let hotel: Hotel;
  const callers = new Map<string, Caller>();

  beforeAll(async () => {
    hotel = await startHotel();
    const { owner } = hotel;
    const agent = { name: "Dani", email: "dani@example.com", password: "another password", role: "agent" };
    await owner("POST", "/members", agent);
    const { email, password } = agent;
    const session = await hotel.as()("POST", "/session", { email, password });
    const keyOf = async (...scopes: string[]) => {
      const { body } = await owner("POST", "/api-keys", { name: scopes.join(), scopes });
      return hotel.as({ authorization: `Bearer ${String(body.key)}` });
    };
    callers.set("nobody", hotel.as());
    callers.set("read key", await keyOf("read"));
    callers.set("write key", await keyOf("write"));
    callers.set("admin key", await keyOf("admin"));
    callers.set("agent", hotel.as({ cookie: cookieOf(session.headers) }));
    callers.set("owner", owner);
  });

  afterAll(() => hotel.close());

  /** With an empty body: who passes the wall is told that the request does not fit, and nothing is changed. */
  const knock = async (caller: Caller, { method, path, produces }: Route): Promise<string> => {
    if (produces === "text/event-stream") {
      return "in";
    }
    const { status, body } = await caller(
      method,
      path.replace(":id", newId()),
      method === "GET" ? undefined : {},
    );
    return status === 403 && body.code !== "FORBIDDEN" ? String(body.code) : (walls.get(status) ?? "in");
  };

  it("is the same as it was", async () => {
    const seen: Record<string, Record<string, string>> = {};
    for (const [name, route] of table) {
      if (name === "signOut" || route.access === "public") {
        continue;
      }
      const verdicts: [string, string][] = [];
      for (const [caller, call] of callers) {
        verdicts.push([caller, await knock(call, route)]);
      }
      seen[name] = Object.fromEntries(verdicts);
    }
    expect(seen).toMatchSnapshot();
  });

  it("follows from the table for every route", async () => {
    for (const [name, route] of table) {
      if (name === "signOut" || route.produces === "text/event-stream" || route.access === "public") {
        continue;
      }
      const isRead = route.method === "GET" || route.scope === "read";
      const expected = {
        nobody: "sign in",
        "read key": route.access === "member" && isRead ? "in" : "forbidden",
        "write key": route.access === "member" ? "in" : "forbidden",
        "admin key": "in",
        agent: route.access === "member" ? "in" : "forbidden",
        owner: "in",
      };
      for (const [caller, verdict] of Object.entries(expected)) {
        const call = callers.get(caller) ?? hotel.as();
        expect(`${name} ${caller}: ${await knock(call, route)}`).toBe(`${name} ${caller}: ${verdict}`);
      }
    }
  });

  it("leaves the stream shut to those who are not signed in", async () => {
    const { status, body } = await hotel.as()("GET", "/events");
    expect([status, body.code]).toEqual([401, "SIGN_IN_REQUIRED"]);
  });

  it("takes no key of another form, of another workspace or that was revoked", async () => {
    const { body: made } = await hotel.owner("POST", "/api-keys", { name: "gone", scopes: ["read"] });
    const key = String(made.key);
    expect(key).toMatch(/^mc_[\w-]{22}_[\w-]{43}$/);
    const call = (authorization: string) => hotel.as({ authorization })("GET", "/threads");
    expect((await call(`Bearer ${key}`)).status).toBe(200);
    const changed = `${key.slice(0, -20)}${key.at(-20) === "x" ? "y" : "x"}${key.slice(-19)}`;
    const foreign = key.replace(/^mc_.{22}/, `mc_${"A".repeat(22)}`);
    for (const wrong of [`Bearer ${changed}`, `Bearer ${foreign}`, `Basic ${key}`, "Bearer", key]) {
      expect((await call(wrong)).status).toBe(401);
    }
    expect((await hotel.owner("DELETE", `/api-keys/${String(made.id)}`)).status).toBe(204);
    expect((await call(`Bearer ${key}`)).status).toBe(401);
  });

  it("shows an API key once and keeps its hash alone", async () => {
    const { body: made } = await hotel.owner("POST", "/api-keys", { name: "once", scopes: ["read"] });
    const secret = String(made.key).slice(-43);
    const list = JSON.stringify((await hotel.owner("GET", "/api-keys")).body);
    expect(list).toContain(String(made.prefix));
    expect(list).not.toContain(secret);
    await hotel.as({ authorization: `Bearer ${String(made.key)}` })("GET", "/threads");
    const { body } = await hotel.owner("GET", "/api-keys");
    expect(body.items).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: made.id, lastUsedAt: expect.any(String) })]),
    );
  });
});

describe("requests of browsers (S7)", () => {
  let hotel: Hotel;

  beforeAll(async () => {
    hotel = await startHotel({ publicUrl: "https://inbox.example.com" });
  });

  afterAll(() => hotel.close());

  const post = (headers: Record<string, string>, body = "{}") =>
    fetch(`${hotel.url}/api/v1/session`, { method: "POST", headers, body });
  const json = { "content-type": "application/json" };

  it.each([
    ["another site", { origin: "https://evil.example.com" }],
    ["a subdomain", { origin: "https://x.inbox.example.com" }],
    ["an opaque origin", { origin: "null" }],
    ["another site without an origin", { "sec-fetch-site": "cross-site" }],
    ["a neighbour site", { "sec-fetch-site": "same-site" }],
  ])("from %s change nothing", async (_, headers) => {
    const answer = await post({ ...json, ...headers });
    expect([answer.status, await answer.json()]).toMatchObject([403, { code: "ORIGIN_REFUSED" }]);
  });

  it("from our own address or host are taken", async () => {
    expect((await post({ ...json, origin: "https://inbox.example.com" })).status).toBe(400);
    expect((await post({ ...json, origin: hotel.url })).status).toBe(400);
  });

  it.each([
    "text/plain",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
    "application/jsonx",
  ])("with %s are refused: only JSON is taken", async (type) => {
    const answer = await post({ "content-type": type });
    expect([answer.status, await answer.json()]).toMatchObject([415, { code: "UNSUPPORTED_MEDIA_TYPE" }]);
  });

  it.each([
    ["no JSON", "{", 400, "INVALID_REQUEST"],
    ["a poisoned key", '{"__proto__": {"role": "owner"}}', 400, "INVALID_REQUEST"],
    ["a deep nest", `${"[".repeat(100_000)}${"]".repeat(100_000)}`, 400, "INVALID_REQUEST"],
    [
      "an unknown field",
      '{"email": "a@example.com", "password": "x", "role": "owner"}',
      400,
      "INVALID_REQUEST",
    ],
    ["no body at all", "", 400, "INVALID_REQUEST"],
    ["more than 512 KiB", JSON.stringify("x".repeat(600_000)), 413, "PAYLOAD_TOO_LARGE"],
  ])("with %s get a clear error", async (_, body, status, code) => {
    const answer = await post(json, body);
    expect([answer.status, await answer.json()]).toMatchObject([status, { code }]);
  });

  it("get security headers on every kind of answer, and API answers are never cached (S23)", async () => {
    for (const path of ["/api/v1/session", "/api/v1/nothing", "/health/live", "/nothing"]) {
      const { headers } = await fetch(hotel.url + path);
      expect(headers.get("content-security-policy")).toContain("default-src 'self'");
      expect(headers.get("x-content-type-options")).toBe("nosniff");
      expect(headers.get("x-frame-options")).toBe("DENY");
      expect(headers.get("referrer-policy")).toBe("no-referrer");
      expect(headers.get("strict-transport-security")).toContain("max-age=");
      expect(headers.get("cache-control")).toBe(path.startsWith("/api") ? "no-store" : null);
      expect(headers.get("x-request-id")).toMatch(/^[0-9a-f-]{36}$/);
    }
  });

  it("for what does not exist get 404 in our words", async () => {
    for (const path of ["/api/v1/nothing", "/api/v1/threads/not-an-id"]) {
      const answer = await fetch(hotel.url + path, {
        headers: { cookie: "", origin: "https://inbox.example.com" },
      });
      const isThread = path.includes("threads");
      expect([answer.status, await answer.json()]).toMatchObject(
        isThread ? [401, { code: "SIGN_IN_REQUIRED" }] : [404, { code: "NOT_FOUND" }],
      );
    }
    expect((await hotel.owner("GET", "/threads/not-an-id")).body.code).toBe("NOT_FOUND");
  });
});
