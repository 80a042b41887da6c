import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Caller, cookieOf, type Hotel, startHotel } from "../support/start-api.ts";

describe("tags", () => {
  let hotel: Hotel;
  let agent: Caller;

  beforeAll(async () => {
    hotel = await startHotel();
    const dani = { name: "Dani", email: "dani@example.com", password: "another password" };
    await hotel.owner("POST", "/members", { ...dani, role: "agent" });
    const { headers } = await hotel.as()("POST", "/session", { email: dani.email, password: dani.password });
    agent = hotel.as({ cookie: cookieOf(headers) });
  });

  afterAll(() => hotel.close());

  const names = async () => {
    const { body } = await agent("GET", "/tags");
    return (body.items as { name: string }[]).map(({ name }) => name);
  };

  it("are added by owners and listed by name for everybody", async () => {
    for (const [name, color] of [
      ["Grupo", "blue"],
      [" boda ", "pink"],
    ]) {
      expect((await hotel.owner("POST", "/tags", { name, color })).status).toBe(201);
    }
    expect(await names()).toEqual(["boda", "Grupo"]);
  });

  it("are edited by owners alone", async () => {
    expect((await agent("POST", "/tags", { name: "Mía", color: "green" })).status).toBe(403);
  });

  it("have one name each, in whatever case", async () => {
    const { status, body } = await hotel.owner("POST", "/tags", { name: "GRUPO", color: "green" });
    expect([status, body.code]).toEqual([409, "TAG_EXISTS"]);
  });

  it.each([
    ["a", 201],
    ["x".repeat(40), 201],
    ["x".repeat(41), 400],
    ["   ", 400],
  ])("take a name of 1 to 40 characters: %j", async (name, status) => {
    expect((await hotel.owner("POST", "/tags", { name, color: "grey" })).status).toBe(status);
  });

  it("are renamed, also to another case of their own name, and removed", async () => {
    const { body } = await hotel.owner("POST", "/tags", { name: "vip", color: "grey" });
    const renamed = await hotel.owner("PUT", `/tags/${body.id}`, { name: "VIP", color: "orange" });
    expect([renamed.status, renamed.body]).toEqual([200, { id: body.id, name: "VIP", color: "orange" }]);
    expect((await hotel.owner("DELETE", `/tags/${body.id}`)).status).toBe(204);
    expect((await hotel.owner("DELETE", `/tags/${body.id}`)).status).toBe(404);
    expect(await names()).not.toContain("VIP");
  });
});
