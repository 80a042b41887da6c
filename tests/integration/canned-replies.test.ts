import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addColleague, type Caller, type Hotel, startHotel } from "../support/start-api.ts";

describe("canned replies", () => {
  let hotel: Hotel;
  let agent: Caller;

  beforeAll(async () => {
    hotel = await startHotel();
    agent = await addColleague(hotel);
  });
  afterAll(() => hotel.close());

  const add = (shortcut: string, text = "Hola {{cliente.nombre}}") =>
    agent("POST", "/canned-replies", { shortcut, text });

  it("are written by everybody who answers, and listed by shortcut for all", async () => {
    expect((await add("wifi")).status).toBe(201);
    expect(
      (await hotel.owner("POST", "/canned-replies", { shortcut: " Parking ", text: "18 €" })).body,
    ).toEqual({
      id: expect.any(String),
      shortcut: "Parking",
      text: "18 €",
      version: 1,
    });
    const { body } = await agent("GET", "/canned-replies");
    expect((body.items as { shortcut: string }[]).map(({ shortcut }) => shortcut)).toEqual([
      "Parking",
      "wifi",
    ]);
  });

  it("have one shortcut each, in whatever case", async () => {
    const { status, body } = await add("WIFI");
    expect([status, body.code]).toEqual([409, "SHORTCUT_EXISTS"]);
  });

  it.each([
    ["a", 201],
    ["niño_2-b", 201],
    ["x".repeat(40), 201],
    ["x".repeat(41), 400],
    ["two words", 400],
    ["/wifi", 400],
    ["   ", 400],
  ])("have a shortcut of one word of 1 to 40 characters: %j", async (shortcut, status) => {
    expect((await add(shortcut)).status).toBe(status);
  });

  it.each([
    [4096, 201],
    [4097, 400],
  ])("have as much text as a WhatsApp message: %i characters", async (length, status) => {
    expect((await add(`long${length}`, "x".repeat(length))).status).toBe(status);
  });

  it("are changed, unless somebody else changed them meanwhile: then the current state comes back", async () => {
    const { body } = await add("desayuno", "De 7 a 11");
    const path = `/canned-replies/${body.id}`;
    const changed = await hotel.owner("PUT", path, { version: 1, shortcut: "Desayuno", text: "De 7 a 10" });
    expect([changed.status, changed.body.version]).toEqual([200, 2]);
    const stale = await agent("PUT", path, { version: 1, shortcut: "desayuno", text: "De 8 a 10" });
    expect([stale.status, stale.body.code, stale.body.details]).toEqual([
      409,
      "STALE_VERSION",
      { version: 2, shortcut: "Desayuno", text: "De 7 a 10" },
    ]);
    expect((await agent("PUT", path, { version: 2, shortcut: "wifi", text: "x" })).body.code).toBe(
      "SHORTCUT_EXISTS",
    );
  });

  it("are removed, once", async () => {
    const { body } = await add("gone");
    expect((await agent("DELETE", `/canned-replies/${body.id}`)).status).toBe(204);
    expect((await agent("DELETE", `/canned-replies/${body.id}`)).status).toBe(404);
  });
});
