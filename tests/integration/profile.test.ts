import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Caller, cookieOf, type Hotel, owner, startHotel } from "../support/start-api.ts";

describe("the own profile", () => {
  let hotel: Hotel;
  let key: Caller;

  beforeAll(async () => {
    hotel = await startHotel();
    const { body } = await hotel.owner("POST", "/api-keys", { name: "k", scopes: ["admin"] });
    key = hotel.as({ authorization: `Bearer ${String(body.key)}` });
  });
  afterAll(() => hotel.close());

  it("has the name that everybody sees from then on", async () => {
    const { status, body } = await hotel.owner("PATCH", "/profile", { name: "  Lucía F. " });
    expect([status, body.user]).toMatchObject([200, { name: "Lucía F." }]);
    expect((await hotel.owner("GET", "/members")).body.items).toMatchObject([{ name: "Lucía F." }]);
  });

  it("takes a new password from who knows the current one, and ends every other session", async () => {
    const { email, password } = owner;
    const here = await hotel.as()("POST", "/session", { email, password });
    const there = hotel.as({
      cookie: cookieOf((await hotel.as()("POST", "/session", { email, password })).headers),
    });
    const change = { currentPassword: password, newPassword: "another password" };
    const changed = await hotel.as({ cookie: cookieOf(here.headers) })("POST", "/profile/password", change);
    expect(changed.status).toBe(204);
    expect((await there("GET", "/session")).status).toBe(401);
    expect((await hotel.as({ cookie: cookieOf(changed.headers) })("GET", "/session")).status).toBe(200);
    expect((await hotel.as()("POST", "/session", { email, password })).status).toBe(401);
    const again = await hotel.as()("POST", "/session", { email, password: "another password" });
    expect(again.status).toBe(200);
    hotel.owner = hotel.as({ cookie: cookieOf(again.headers) });
  });

  it("says which field is wrong, and is slowed down after ten wrong passwords", async () => {
    const attempt = () =>
      hotel.owner("POST", "/profile/password", {
        currentPassword: "a wrong one",
        newPassword: "a password that is new",
      });
    for (let tries = 0; tries < 10; tries += 1) {
      const { status, body } = await attempt();
      expect([status, body]).toMatchObject([
        400,
        { code: "INVALID_REQUEST", details: { fields: [{ field: "body.currentPassword" }] } },
      ]);
    }
    expect((await attempt()).status).toBe(429);
  });

  it("is nothing that a key has", async () => {
    expect((await key("PATCH", "/profile", { name: "Key" })).status).toBe(403);
    const passwords = { currentPassword: "x", newPassword: "a password that is new" };
    expect((await key("POST", "/profile/password", passwords)).status).toBe(403);
  });
});

describe("the business's data", () => {
  let hotel: Hotel;

  beforeAll(async () => {
    hotel = await startHotel();
  });
  afterAll(() => hotel.close());

  it("change by the version that was seen; a stale one gets the current state", async () => {
    const change = { version: 1, name: "Hotel El Faro", timeZone: "Atlantic/Canary" };
    const { status, body } = await hotel.owner("PATCH", "/workspace", change);
    expect([status, body.workspace]).toMatchObject([
      200,
      { name: "Hotel El Faro", timeZone: "Atlantic/Canary", country: "ES", currency: "USD", version: 2 },
    ]);
    const stale = await hotel.owner("PATCH", "/workspace", { version: 1, country: "PT" });
    expect([stale.status, stale.body]).toMatchObject([
      409,
      { code: "STALE_VERSION", details: { name: "Hotel El Faro", version: 2 } },
    ]);
  });

  it.each([{ timeZone: "Europe/Atlantis" }, { country: "Spain" }, { currency: "usd" }, { name: " " }])(
    "are not changed to %j",
    async (change) => {
      const { status, body } = await hotel.owner("PATCH", "/workspace", { version: 2, ...change });
      expect([status, body.code]).toEqual([400, "INVALID_REQUEST"]);
    },
  );
});

describe("the automatic reply", () => {
  let hotel: Hotel;

  beforeAll(async () => {
    hotel = await startHotel();
  });
  afterAll(() => hotel.close());

  it("is not overwritten by somebody who saw an older one; who names no version overwrites", async () => {
    const rule = { enabled: false, text: "Hola", everyHours: 12, quietMinutes: 30 };
    expect((await hotel.owner("GET", "/settings/auto-reply")).body).toMatchObject({ text: "", version: 0 });
    const first = await hotel.owner("PUT", "/settings/auto-reply", { ...rule, version: 0 });
    expect([first.status, first.body]).toEqual([200, { ...rule, version: 1 }]);
    const stale = await hotel.owner("PUT", "/settings/auto-reply", { ...rule, text: "Adiós", version: 0 });
    expect([stale.status, stale.body]).toMatchObject([
      409,
      { code: "STALE_VERSION", details: { text: "Hola" } },
    ]);
    expect((await hotel.owner("PUT", "/settings/auto-reply", rule)).body).toMatchObject({ version: 2 });
  });
});
