import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "#server/ids.ts";
import { addNumber, customerWrites, type Hotel, startHotel } from "../support/start-api.ts";

type Account = { identityId: string; sendsTo: object; addresses: { id: string; validTo: string | null }[] };

describe("the customer's card", () => {
  let hotel: Hotel;
  let channelId: string;
  let lastPhone = 34_600_900_200;

  beforeAll(async () => {
    hotel = await startHotel();
    channelId = await addNumber(hotel, hotel.workspaceId);
  });

  afterAll(() => hotel.close());

  const nextPhone = () => {
    lastPhone += 1;
    return `+${lastPhone}`;
  };
  const card = async (id: unknown) => (await hotel.owner("GET", `/customers/${String(id)}`)).body;
  const accountsOf = async (id: unknown) => (await card(id)).accounts as Account[];
  const edit = (id: unknown, body: object) => hotel.owner("PATCH", `/customers/${String(id)}`, body);
  const add = async (body: object) =>
    (await hotel.owner("POST", "/customers", { name: "Ana", ...body })).body;
  const writes = (waId: string) =>
    customerWrites(hotel, {
      workspaceId: hotel.workspaceId,
      channelId,
      waId,
      text: "Hola",
      at: hotel.clock.now,
    });

  it("tells where messages go and why: typed, then from where she last wrote (N12)", async () => {
    const phone = nextPhone();
    const { id } = await add({ phone, email: `${newId()}@example.com` });
    const sendsTo = { kind: "phone", value: phone };
    expect(await accountsOf(id)).toMatchObject([
      { kind: "email", sendsTo: { kind: "email", because: "typed" } },
      { kind: "whatsapp", lastWroteAt: null, sendsTo: { ...sendsTo, because: "typed" } },
    ]);
    await writes(phone.slice(1));
    expect(await accountsOf(id)).toMatchObject([
      {
        kind: "whatsapp",
        lastWroteAt: new Date(hotel.clock.now).toISOString(),
        sendsTo: { ...sendsTo, because: "last-message" },
        addresses: [
          { kind: "phone", source: "agent" },
          { kind: "wa_id", source: "provider" },
        ],
      },
      { kind: "email" },
    ]);
  });

  it("is edited once for each version; who comes late gets what stands there (409)", async () => {
    const { id } = await add({ phone: nextPhone() });
    const first = await edit(id, { version: 1, name: "Ana Gil", language: "pt_BR", notes: "Llega tarde" });
    expect([first.status, first.body]).toMatchObject([
      200,
      { version: 2, name: "Ana Gil", language: "pt_BR", notes: "Llega tarde" },
    ]);
    const late = await edit(id, { version: 1, notes: "Otra cosa" });
    expect([late.status, late.body]).toMatchObject([
      409,
      { code: "STALE_VERSION", details: { current: { version: 2, notes: "Llega tarde" } } },
    ]);
    expect((await card(id)).notes).toBe("Llega tarde");
    const cleared = await edit(id, { version: 2, language: null, notes: "" });
    expect(cleared.body).toMatchObject({ version: 3, name: "Ana Gil", language: null, notes: "" });
  });

  it("is edited by one of two agents who save at the same moment", async () => {
    const { id } = await add({ phone: nextPhone() });
    const answers = await Promise.all(["a", "b", "c"].map((notes) => edit(id, { version: 1, notes })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409]);
  });

  it("keeps the name that an agent gave when WhatsApp shows another", async () => {
    const phone = nextPhone();
    await writes(phone.slice(1));
    const { body } = await hotel.owner("GET", "/threads");
    const [thread] = body.items as { customer: { id: string; name: string } }[];
    expect(thread?.customer.name).toBe("María");
    await edit(thread?.customer.id, { version: 1, name: "María Robles" });
    await writes(phone.slice(1));
    expect(await card(thread?.customer.id)).toMatchObject({ name: "María Robles" });
  });

  it("blocks: nothing can be sent until it is unblocked; the first time stays", async () => {
    const phone = nextPhone();
    const { id, threadId } = await add({ phone });
    await writes(phone.slice(1));
    const blocked = await edit(id, { version: 1, blocked: true });
    expect(blocked.body.blockedAt).toBe(new Date(hotel.clock.now).toISOString());
    const send = () => {
      const text = { kind: "text", channelId, clientId: newId(), text: "Hola" };
      return hotel.owner("POST", `/threads/${String(threadId)}/messages`, text);
    };
    const refused = await send();
    expect([refused.status, refused.body.details]).toMatchObject([422, { reason: "blocked" }]);
    await edit(id, { version: 2, blocked: false });
    expect((await send()).status).toBe(202);
  });

  it("D12 shows who hides her number by the name that she chose; the newest one, and no phone", async () => {
    for (const username of ["ana.mar", "ana.del.mar"]) {
      hotel.clock.now += 1_000;
      const at = hotel.clock.now;
      const from = { waId: null, bsuid: "ES.7788990011", username, name: "Ana del Mar" };
      await customerWrites(hotel, { workspaceId: hotel.workspaceId, channelId, text: "Hola", at, ...from });
    }
    const { body } = await hotel.owner("GET", "/threads");
    const [thread] = body.items as { customer: { id: string; name: string; phone: null } }[];
    expect(thread?.customer).toMatchObject({ name: "Ana del Mar", phone: null, email: null });
    expect(await accountsOf(thread?.customer.id)).toMatchObject([
      { username: "ana.del.mar", sendsTo: { kind: "account" }, addresses: [{ kind: "bsuid" }] },
    ]);
  });

  it("§4.9 who shows no name is called by what is known, everywhere; a username stands where a phone would", async () => {
    const write = (bsuid: string, more: object) =>
      customerWrites(hotel, {
        ...{ workspaceId: hotel.workspaceId, channelId, waId: null, bsuid, name: null, text: "Hola" },
        ...{ at: hotel.clock.now, ...more },
      });
    const shown = async () => {
      const { items } = (await hotel.owner("GET", "/threads?limit=2")).body as {
        items: { id: string; customer: object }[];
      };
      return items.map(({ customer }) => customer);
    };
    await write("ES.77001122334455", {});
    await write("ES.88001122334466", { username: "luna.mar", at: hotel.clock.now + 1000 });
    expect(await shown()).toMatchObject([
      { name: "@luna.mar", username: "luna.mar", phone: null, email: null },
      { name: "…334455", username: null, phone: null, email: null },
    ]);
    await write("ES.88001122334466", { username: "luna.sol", at: hotel.clock.now + 2000 });
    expect((await shown())[0]).toMatchObject({ name: "@luna.sol", username: "luna.sol" });
    const { body } = await hotel.owner("GET", "/threads?limit=2");
    const labels = (body.items as { id: string }[]).map(async ({ id }) => {
      const { identities } = (await hotel.owner("GET", `/threads/${id}`)).body;
      return (identities as { label: string }[]).map(({ label }) => label);
    });
    expect(await Promise.all(labels)).toEqual([["@luna.sol"], ["…334455"]]);
  });

  it("may have no address at all until one is known; then it can be written to", async () => {
    const { id, threadId } = await add({});
    expect(await card(id)).toMatchObject({ name: "Ana", accounts: [] });
    const send = () =>
      hotel.owner("POST", `/threads/${String(threadId)}/messages`, {
        ...{
          kind: "template",
          channelId,
          clientId: newId(),
          template: { name: "aviso", language: "es", fields: {} },
        },
      });
    expect(await send()).toMatchObject({ status: 422, body: { code: "RECIPIENT_UNREACHABLE" } });
    const note = await hotel.owner("POST", `/threads/${String(threadId)}/messages`, {
      kind: "note",
      clientId: newId(),
      text: "Escribirá como @luna",
    });
    expect(note.status).toBe(202);
    expect(
      (await hotel.owner("POST", `/customers/${String(id)}/addresses`, { phone: nextPhone() })).status,
    ).toBe(201);
    expect((await accountsOf(id)).length).toBe(1);
    expect((await send()).body.code).not.toBe("RECIPIENT_UNREACHABLE");
  });

  it("takes down that the customer wants no marketing, and takes it back; the thread tells who did so", async () => {
    const { id, threadId } = await add({ phone: nextPhone() });
    const stopped = await edit(id, { version: 1, marketingStopped: true });
    expect(stopped.body).toMatchObject({ marketingStoppedAt: new Date(hotel.clock.now).toISOString() });
    const thread = async () => (await hotel.owner("GET", `/threads/${String(threadId)}`)).body;
    expect(await thread()).toMatchObject({ marketingStopped: true, isBlocked: false });
    // Saying the same again is no news.
    await edit(id, { version: 2, marketingStopped: true });
    const again = await edit(id, { version: 3, marketingStopped: false });
    expect(again.body).toMatchObject({ version: 4, marketingStoppedAt: null });
    expect(await thread()).toMatchObject({ marketingStopped: false });
    const { body } = await hotel.owner("GET", `/threads/${String(threadId)}/messages`);
    expect((body.items as object[]).toReversed()).toMatchObject([
      { kind: "system", payload: { work: "marketing-stopped" }, author: { name: "Lucía Ferrer" } },
      { kind: "system", payload: { work: "marketing-resumed" }, author: { name: "Lucía Ferrer" } },
    ]);
  });

  it("shows an address that was corrected as ended; a typing error keeps the person", async () => {
    const [wrong, right] = [nextPhone(), nextPhone()];
    const { id } = await add({ phone: wrong });
    const [account] = await accountsOf(id);
    const path = `/addresses/${account?.addresses[0]?.id}`;
    const changed = await hotel.owner("PATCH", path, { phone: right });
    expect([changed.status, changed.body.identityId]).toEqual([200, account?.identityId]);
    expect(await accountsOf(id)).toMatchObject([
      {
        sendsTo: { value: right, because: "typed" },
        addresses: [
          { value: wrong, validTo: new Date(hotel.clock.now).toISOString() },
          { value: right, validTo: null },
        ],
      },
    ]);
    expect((await hotel.owner("PATCH", path, { phone: wrong })).status).toBe(404);
  });

  it("gives another number of who wrote already an account of its own, with no window (W12)", async () => {
    const [from, to] = [nextPhone(), nextPhone()];
    const { id, threadId } = await add({ phone: from });
    await writes(from.slice(1));
    const [account] = await accountsOf(id);
    const changed = await hotel.owner("PATCH", `/addresses/${account?.addresses[0]?.id}`, { phone: to });
    expect(changed.body.identityId).not.toBe(account?.identityId);
    const { body: thread } = await hotel.owner("GET", `/threads/${String(threadId)}`);
    expect(thread).toMatchObject({
      identities: [{ id: changed.body.identityId, label: to }],
      replyTo: null,
    });
    const text = { kind: "text", channelId, clientId: newId(), text: "Hola" };
    const refused = await hotel.owner("POST", `/threads/${String(threadId)}/messages`, text);
    expect([refused.status, refused.body]).toMatchObject([
      409,
      { code: "WINDOW_CLOSED", details: { state: "never" } },
    ]);
  });

  it("takes no address that somebody else has, and says whose thread it is (N6)", async () => {
    const [mine, theirs] = [nextPhone(), nextPhone()];
    const { id } = await add({ phone: mine });
    const { threadId } = await add({ phone: theirs });
    const [account] = await accountsOf(id);
    const taken = await hotel.owner("PATCH", `/addresses/${account?.addresses[0]?.id}`, { phone: theirs });
    expect([taken.status, taken.body]).toMatchObject([
      409,
      { code: "CUSTOMER_EXISTS", details: { threadId } },
    ]);
    expect(await accountsOf(id)).toMatchObject([{ sendsTo: { value: mine } }]);
  });

  it("ends an address in all its forms; whoever writes from it later is somebody new (N7)", async () => {
    const phone = nextPhone();
    const { id, threadId } = await add({ phone });
    await writes(phone.slice(1));
    hotel.clock.now += 60_000;
    const [account] = await accountsOf(id);
    const path = `/addresses/${account?.addresses[0]?.id}`;
    expect((await hotel.owner("DELETE", path)).status).toBe(204);
    expect((await hotel.owner("DELETE", path)).status).toBe(404);
    const [ended] = await accountsOf(id);
    expect(ended).toMatchObject({ sendsTo: { kind: "none", value: null, because: "no-address" } });
    expect(ended?.addresses.every(({ validTo }) => validTo !== null)).toBe(true);
    hotel.clock.now += 60_000;
    await writes(phone.slice(1));
    const { body } = await hotel.owner("GET", "/threads");
    const [newest] = body.items as { id: string; customer: { id: string } }[];
    expect(newest?.id).not.toBe(threadId);
    // Both cards say that they may be one person, until a person says that they are not.
    expect(await card(id)).toMatchObject({
      suggestions: [{ threadId: newest?.id, phone, because: "former-phone" }],
    });
    expect(await card(newest?.customer.id)).toMatchObject({ suggestions: [{ customerId: id, name: "Ana" }] });
    const notSame = () =>
      hotel.owner("POST", `/customers/${newest?.customer.id}/not-same`, { customerId: id });
    expect((await notSame()).status).toBe(204);
    expect((await notSame()).status).toBe(404);
    expect(await card(id)).toMatchObject({ suggestions: [] });
  });

  it("is not found when there is none", async () => {
    expect((await hotel.owner("GET", `/customers/${newId()}`)).status).toBe(404);
    expect((await edit(newId(), { version: 1, notes: "" })).status).toBe(404);
    expect((await hotel.owner("GET", `/customers/${newId()}/costs`)).status).toBe(404);
  });
});
