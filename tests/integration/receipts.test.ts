import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hotel } from "../../scripts/demo/hotel.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

describe("what customers see of the team (§2.4)", () => {
  let world: World;
  let maria: Guest;
  let cookie: string;

  beforeAll(async () => {
    world = await startWorld({ startAt: march("10 09:00:00") });
    maria = addGuest(world, { name: "María Soler", waId: "34600900062" });
    await maria.writes("Hola");
    const { email, password } = hotel.owner;
    const signedIn = await fetch(`${world.url}/api/v1/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password }),
    });
    cookie = signedIn.headers
      .getSetCookie()
      .map((one) => one.split(";")[0])
      .join("; ");
  });
  afterAll(() => world.close());

  const set = (body: object) =>
    fetch(`${world.url}/api/v1/settings/receipts`, {
      method: "PUT",
      headers: { authorization: `Bearer ${world.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  const told = () =>
    world.cloudApi
      .calls()
      .map(({ body }) => body as { status?: string; typing_indicator?: object })
      .filter(({ status }) => status === "read");
  const open = async () => world.api.post(`/threads/${await maria.threadId()}/read`, {});
  const type = async (channelKind: string) =>
    fetch(`${world.url}/api/v1/threads/${await maria.threadId()}/presence`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json" },
      body: JSON.stringify({ state: "typing", channelKind }),
    });

  it("is that a message was read, unless somebody says otherwise, and not that somebody writes", async () => {
    expect(await world.api.get("/settings/receipts")).toEqual({
      readReceipts: true,
      typing: false,
      version: 0,
    });
    await type("whatsapp");
    await open();
    await eventually(() => expect(told()).toHaveLength(1));
    expect(told()[0]).not.toHaveProperty("typing_indicator");
  });

  it("is nothing where the workspace wants that", async () => {
    expect((await set({ readReceipts: false, typing: false })).status).toBe(200);
    await maria.writes("¿Hola?");
    await open();
    expect((await set({ readReceipts: true, typing: false })).status).toBe(200);
    await maria.writes("¿Hay alguien?");
    await open();
    // The second opening is told; had the first one been too, it would stand before it.
    await eventually(() => expect(told()).toHaveLength(2));
  });

  it("who writes is shown with what was read, or not at all", async () => {
    const answer = await set({ readReceipts: false, typing: true });
    expect([answer.status, await answer.json()]).toMatchObject([400, { code: "INVALID_REQUEST" }]);
  });

  it("that somebody writes to her is shown, once in a while; a note or a mail shows her nothing", async () => {
    await set({ readReceipts: true, typing: true });
    const luis = addGuest(world, { name: "Luis Mora", waId: "34600900063" });
    await luis.writes("Hola");
    maria = luis;
    await type("note");
    await type("email");
    await type("whatsapp");
    await type("whatsapp");
    await eventually(() => expect(told()).toHaveLength(3));
    expect(told()[2]).toMatchObject({ typing_indicator: { type: "text" } });
  });

  it("two people who change it at once: the second is told what holds", async () => {
    const { version } = await world.api.get<{ version: number }>("/settings/receipts");
    expect((await set({ readReceipts: true, typing: false, version })).status).toBe(200);
    const stale = await set({ readReceipts: true, typing: true, version });
    expect([stale.status, await stale.json()]).toMatchObject([409, { code: "STALE_VERSION" }]);
  });
});
