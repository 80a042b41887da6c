import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import {
  addColleague,
  addNumber,
  type Caller,
  customerWrites,
  type Hotel,
  startHotel,
} from "../support/start-api.ts";

describe("drafts on the server", () => {
  let hotel: Hotel;
  let agent: Caller;
  let channelId: string;
  let threadId: string;
  let question: string;

  beforeAll(async () => {
    hotel = await startHotel();
    agent = await addColleague(hotel);
    const { workspaceId } = hotel;
    channelId = await addNumber(hotel, workspaceId);
    const at = hotel.clock.now;
    await customerWrites(hotel, { workspaceId, channelId, waId: "34600900001", text: "¿Hay parking?", at });
    const { body } = await hotel.owner("GET", "/threads");
    threadId = (body.items as { id: string }[])[0]?.id ?? "";
    const { body: messages } = await hotel.owner("GET", `/threads/${threadId}/messages`);
    question = (messages.items as { id: string }[])[0]?.id ?? "";
  });
  afterAll(() => hotel.close());

  const put = (caller: Caller, kind: string, text: string, version: number) =>
    caller("PUT", `/threads/${threadId}/draft`, { kind, text, subject: null, answersId: null, version });
  const listed = async (caller: Caller) => {
    const { body } = await caller("GET", "/drafts");
    return (body.items as { kind: string; text: string }[])
      .map(({ kind, text }) => `${kind}: ${text}`)
      .sort();
  };

  it("are kept by member, thread and kind of channel", async () => {
    await put(hotel.owner, "whatsapp", "Sí, cubierto", 1);
    await put(hotel.owner, "email", "Buenas tardes", 1);
    await put(agent, "whatsapp", "Un momento", 1);
    expect(await listed(hotel.owner)).toEqual(["email: Buenas tardes", "whatsapp: Sí, cubierto"]);
    expect(await listed(agent)).toEqual(["whatsapp: Un momento"]);
  });

  it("the last version wins, whatever order the writes arrive in", async () => {
    expect((await put(hotel.owner, "note", "nuevo", 7)).body).toMatchObject({ text: "nuevo", version: 7 });
    for (const version of [6, 7]) {
      const late = await put(hotel.owner, "note", "viejo", version);
      expect([late.status, late.body.text]).toEqual([200, "nuevo"]);
    }
  });

  it.each([
    ["WhatsApp", 400],
    ["", 400],
    ["sms", 200],
  ])("are of a kind of channel: %j", async (kind, status) => {
    expect((await put(agent, kind, "", 1)).status).toBe(status);
  });

  it("are emptied with the message that they were, in one step, and a late write does not bring them back", async () => {
    await put(hotel.owner, "whatsapp", "Sí, cubierto, 18 €", 20);
    const body = { kind: "text", channelId, text: "Sí, cubierto, 18 €", answersId: question };
    const sent = { ...body, clientId: newId(), draft: { kind: "whatsapp", version: 21 } };
    expect((await hotel.owner("POST", `/threads/${threadId}/messages`, sent)).status).toBe(202);
    expect((await put(hotel.owner, "whatsapp", "Sí, cubierto, 18 €", 21)).body.text).toBe("");
  });

  it("what was typed after the message stays", async () => {
    await put(hotel.owner, "whatsapp", "Y otra cosa", 40);
    const draft = { kind: "whatsapp", version: 30 };
    const sent = { kind: "text", channelId, clientId: newId(), text: "Hola", draft };
    expect((await hotel.owner("POST", `/threads/${threadId}/messages`, sent)).status).toBe(202);
    expect(await listed(hotel.owner)).toContain("whatsapp: Y otra cosa");
  });

  it("stay in the list however many were sent since", async () => {
    await put(agent, "note", "Pendiente", 50);
    const { db, workspaceId } = hotel;
    await withWorkspaces(db, [workspaceId], (db) =>
      db.execute({
        text: `insert into drafts (workspace_id, member_id, thread_id, channel_kind, text, version)
          select workspace_id, member_id, gen_random_uuid(), 'email', '', 1000 + n from drafts, generate_series(1, 500) n
          where text = 'Pendiente'`,
      }),
    );
    expect(await listed(agent)).toContain("note: Pendiente");
  });

  it("a message quotes one of the same thread, number and person, and shows what it quotes", async () => {
    const quote = (answersId: string) => ({
      kind: "text",
      channelId,
      clientId: newId(),
      text: "Sí",
      answersId,
    });
    const path = `/threads/${threadId}/messages`;
    const { status, body } = await hotel.owner("POST", path, quote(question));
    expect([status, body.quoted]).toEqual([
      202,
      { id: question, direction: "in", kind: "text", text: "¿Hay parking?" },
    ]);
    const foreign = await hotel.owner("POST", path, quote(newId()));
    expect([foreign.status, foreign.body.code]).toEqual([404, "NOT_FOUND"]);
  });
});
