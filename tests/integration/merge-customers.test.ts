import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CustomerDetail } from "#contract/customers.ts";
import type { Message } from "#contract/messages.ts";
import type { ThreadDetail } from "#contract/threads.ts";
import { minuteMs } from "#domain/time.ts";
import { newId } from "#server/ids.ts";
import {
  addColleague,
  addNumber,
  type Caller,
  customerWrites,
  type Hotel,
  startHotel,
} from "../support/start-api.ts";

describe("N11 two cards that are one person", () => {
  let hotel: Hotel;
  let colleague: Caller;
  let channelId: string;
  let lastPhone = 34_600_900_300;

  beforeAll(async () => {
    hotel = await startHotel();
    colleague = await addColleague(hotel);
    channelId = await addNumber(hotel, hotel.workspaceId);
  });
  afterAll(() => hotel.close());

  type Card = { id: string; threadId: string; phone: string };
  const add = async (body: object = {}): Promise<Card> => {
    lastPhone += 1;
    const phone = `+${lastPhone}`;
    const made = await hotel.owner("POST", "/customers", { name: "Ana", phone, ...body });
    return { id: String(made.body.id), threadId: String(made.body.threadId), phone };
  };
  const writes = (card: Card, text: string) => {
    hotel.clock.now += minuteMs;
    const { workspaceId } = hotel;
    const waId = card.phone.slice(1);
    return customerWrites(hotel, { workspaceId, channelId, waId, text, at: hotel.clock.now });
  };
  const detail = async ({ id }: { id: string }) =>
    (await hotel.owner("GET", `/customers/${id}`)).body as unknown as CustomerDetail;
  const thread = async ({ threadId }: { threadId: string }) =>
    (await hotel.owner("GET", `/threads/${threadId}`)).body as unknown as ThreadDetail;
  const items = async ({ threadId }: { threadId: string }) => {
    const { body } = await hotel.owner("GET", `/threads/${threadId}/messages`);
    return (body.items as Message[]).toReversed();
  };
  const texts = async (card: { threadId: string }) =>
    (await items(card)).filter(({ kind }) => kind !== "system").map(({ text }) => text);
  const lines = async (card: { threadId: string }) =>
    (await items(card)).filter(({ kind }) => kind === "system").map(({ payload }) => payload);
  const answer = (card: { threadId: string }, text: string, identityId?: string) => {
    hotel.clock.now += minuteMs;
    const body = { kind: "text", channelId, clientId: newId(), text, identityId };
    return hotel.owner("POST", `/threads/${card.threadId}/messages`, body);
  };
  const note = (card: { threadId: string }, text: string) => {
    hotel.clock.now += minuteMs;
    const body = { kind: "note", clientId: newId(), text };
    return hotel.owner("POST", `/threads/${card.threadId}/messages`, body);
  };
  const merge = (into: Card, from: Card, more: object = {}, by: Caller = hotel.owner) =>
    by("POST", `/customers/${into.id}/merge`, { otherId: from.id, ...more });
  const unmerge = (into: Card, from: Card) =>
    hotel.owner("POST", `/customers/${into.id}/unmerge`, { otherId: from.id });
  const both = async () => [await add({ name: "Ana" }), await add({ name: "Ana Gil" })] as const;

  it("become one thread with both histories, by an agent, and the other thread leads there", async () => {
    const [one, two] = await both();
    await writes(one, "Hola");
    await writes(two, "Soy yo otra vez");
    const merged = await merge(one, two, {}, colleague);
    expect([merged.status, merged.body]).toMatchObject([
      200,
      {
        id: one.id,
        accounts: [{ lastWroteAt: expect.any(String) }, { lastWroteAt: expect.any(String) }],
        merged: [{ customerId: two.id, name: "Ana Gil", phone: two.phone, because: "person" }],
      },
    ]);
    expect(await texts(one)).toEqual(["Hola", "Soy yo otra vez"]);
    expect(await lines(one)).toMatchObject([{ line: "merged", customerId: two.id, name: "Ana Gil" }]);
    const gone = await thread(two);
    expect(gone).toMatchObject({
      id: one.threadId,
      unread: 2,
      windows: [{ state: "open" }, { state: "open" }],
    });
    expect((await hotel.owner("GET", `/customers/${two.id}`)).status).toBe(404);
    await writes(two, "¿Me leéis?");
    expect(await texts(one)).toEqual(["Hola", "Soy yo otra vez", "¿Me leéis?"]);
  });

  it("undone, both have their history again; what came since goes with its account, a note stays", async () => {
    const [one, two] = await both();
    await writes(one, "uno");
    await answer(one, "respuesta a uno");
    await writes(two, "dos");
    await merge(one, two);
    await writes(two, "dos, después");
    await note(one, "Es la misma persona");
    const [newest] = (await detail(one)).accounts;
    await answer(one, "respuesta a dos", newest?.identityId);
    await writes(one, "uno, después");
    const undone = await unmerge(one, two);
    expect([undone.status, undone.body]).toMatchObject([200, { id: one.id, merged: [] }]);
    expect(await texts(one)).toEqual(["uno", "respuesta a uno", "Es la misma persona", "uno, después"]);
    expect(await texts(two)).toEqual(["dos", "dos, después", "respuesta a dos"]);
    expect(await lines(two)).toMatchObject([{ line: "unmerged", customerId: one.id }]);
    expect(await thread(one)).toMatchObject({
      unread: 2,
      unanswered: true,
      lastMessage: { text: "uno, después" },
      windows: [{ state: "open" }],
    });
    expect(await thread(two)).toMatchObject({
      id: two.threadId,
      customer: { id: two.id, name: "Ana Gil" },
      unanswered: false,
      lastMessage: { text: "respuesta a dos" },
      windows: [{ state: "open" }],
    });
    expect((await detail(two)).accounts).toMatchObject([{ addresses: [{ value: two.phone }, {}] }]);
    await writes(two, "y ahora");
    expect((await texts(two)).at(-1)).toBe("y ahora");
    expect(await answer(two, "Hola de nuevo")).toMatchObject({ status: 202 });
  });

  it("undone, the card that stayed is as it was, but for what somebody changed since", async () => {
    const [one, two] = await both();
    const { body: tag } = await hotel.owner("POST", "/tags", { name: "Grupo", color: "blue" });
    await hotel.owner("PATCH", `/threads/${two.threadId}`, { version: 1, addTagIds: [tag.id] });
    await hotel.owner("PATCH", `/customers/${one.id}`, { version: 1, notes: "Vegana" });
    await hotel.owner("PATCH", `/customers/${two.id}`, {
      version: 1,
      notes: "Llega tarde",
      marketingStopped: true,
    });
    await merge(one, two);
    expect(await detail(one)).toMatchObject({
      notes: "Vegana\n\nLlega tarde",
      marketingStoppedAt: expect.any(String),
    });
    expect(await thread(one)).toMatchObject({ tags: [{ id: tag.id }] });
    await unmerge(one, two);
    expect(await detail(one)).toMatchObject({ notes: "Vegana", marketingStoppedAt: null });
    expect(await thread(one)).toMatchObject({ tags: [] });
    expect(await detail(two)).toMatchObject({
      notes: "Llega tarde",
      marketingStoppedAt: expect.any(String),
    });
    expect(await thread(two)).toMatchObject({ tags: [{ id: tag.id }] });
  });

  it("a card that had taken in another one comes back with it, and can part from it then", async () => {
    const [one, two] = await both();
    const three = await add({ name: "Tres" });
    for (const [card, text] of [
      [one, "uno"],
      [two, "dos"],
      [three, "tres"],
    ] as const) {
      await writes(card, text);
    }
    await merge(two, three);
    await merge(one, two);
    expect(await thread(three)).toMatchObject({ id: one.threadId });
    expect((await unmerge(two, three)).status).toBe(404);
    await unmerge(one, two);
    expect([await texts(one), await texts(two)]).toEqual([["uno"], ["dos", "tres"]]);
    expect(await thread(three)).toMatchObject({ id: two.threadId });
    await unmerge(two, three);
    expect([await texts(two), await texts(three)]).toEqual([["dos"], ["tres"]]);
    await merge(three, two);
    expect(await texts(three)).toEqual(["dos", "tres"]);
  });

  it("are merged once; a late merge, one with itself or with somebody unknown is refused", async () => {
    const [one, two] = await both();
    const three = await add();
    const race = await Promise.all([merge(one, two), merge(three, two)]);
    expect(race.map(({ status }) => status).sort()).toEqual([200, 404]);
    expect((await merge(one, one)).status).toBe(400);
    expect((await merge(one, { ...two, id: newId() })).status).toBe(404);
    expect((await unmerge(one, { ...two, id: newId() })).status).toBe(404);
    const stale = await merge(one, await add(), { version: 77 });
    expect([stale.status, stale.body.code]).toEqual([409, "STALE_VERSION"]);
  });

  it("a merge by rule is undone like one of a person (N5 an empty card)", async () => {
    const [one, two] = await both();
    await writes(one, "Hola");
    const { workspaceId } = hotel;
    const waId = two.phone.slice(1);
    const at = hotel.clock.now + minuteMs;
    await customerWrites(hotel, {
      workspaceId,
      channelId,
      waId: one.phone.slice(1),
      bsuid: "ES.one",
      text: "a",
      at,
    });
    await customerWrites(hotel, { workspaceId, channelId, waId, bsuid: "ES.one", text: "b", at: at + 1 });
    hotel.clock.now = at + 1;
    expect((await detail(one)).merged).toMatchObject([{ customerId: two.id, because: "empty-card" }]);
    expect((await unmerge(one, two)).status).toBe(200);
    expect(await texts(one)).toEqual(["Hola", "a", "b"]);
    expect(await texts(two)).toEqual([]);
    expect(await thread(two)).toMatchObject({ id: two.threadId, lastMessage: null, unread: 0 });
  });

  it("a stop of marketing that one of them told while they were one holds for both", async () => {
    const [one, two] = await both();
    await writes(two, "Hola");
    await merge(one, two);
    await writes(two, "BAJA");
    await unmerge(one, two);
    for (const card of [one, two]) {
      expect((await detail(card)).marketingStoppedAt).toEqual(expect.any(String));
    }
  });

  it("N4 an account that is somebody else becomes a customer of its own; the only one stays", async () => {
    const one = await add({ email: `${newId()}@example.com` });
    await writes(one, "Hola");
    const [account] = (await detail(one)).accounts;
    const separate = (identityId: unknown) =>
      hotel.owner("POST", `/customers/${one.id}/separate`, { identityId });
    const separated = await separate(account?.identityId);
    expect(separated.status).toBe(201);
    const other = {
      id: String(separated.body.id),
      threadId: String(separated.body.threadId),
      phone: one.phone,
    };
    expect(await texts(one)).toEqual([]);
    expect(await texts(other)).toEqual(["Hola"]);
    expect(await thread(other)).toMatchObject({ unread: 1, unanswered: true, windows: [{ state: "open" }] });
    expect(await thread(one)).toMatchObject({ unread: 0, unanswered: false });
    expect(await lines(one)).toMatchObject([{ line: "separated", customerId: other.id }]);
    expect(await lines(other)).toMatchObject([{ line: "separated-from", customerId: one.id }]);
    const [left] = (await detail(one)).accounts;
    expect((await separate(left?.identityId)).status).toBe(400);
    expect((await separate(newId())).status).toBe(404);
    await writes(other, "Soy Bea");
    expect(await texts(other)).toEqual(["Hola", "Soy Bea"]);
    await merge(one, other);
    expect(await texts(one)).toEqual(["Hola", "Soy Bea"]);
  });
});
