import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CustomerDetail } from "#contract/customers.ts";
import type { Message } from "#contract/messages.ts";
import type { ThreadItem } from "#contract/threads.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { type ShapePeople, shapeBody } from "../support/shape-bodies.ts";
import { bodyOf } from "../support/webhook-bodies.ts";
import { postWebhook } from "../support/webhooks.ts";
import { march, startWorld, type World } from "../support/world.ts";

let world: World;
let count = 100;
/** The moment that the written bodies name, and a second more. */
const now = Date.parse("2026-03-10T17:02:01Z");

beforeAll(async () => {
  world = await startWorld({
    clockStandsStill: true,
    startAt: march("01 09:00:00"),
    env: { ROLE: "web,ingest" },
  });
  world.clock.set(now);
});
afterAll(() => world.close());

/** Somebody new. */
function somebody(): ShapePeople {
  count += 1;
  const number = String(count).padStart(3, "0");
  return { waId: `34600900${number}`, bsuid: `ES.13491208655${number}`, mark: `S${number}` };
}

async function take(fixture: string, people: ShapePeople): Promise<void> {
  expect(await postWebhook(world.webhookUrl, shapeBody(fixture, people))).toBe(200);
}

async function threadOf({ waId, bsuid }: ShapePeople): Promise<string> {
  const [row] = await withWorkspaces(world.server.ctx.db, [world.workspaceId], (db) =>
    db.query<{ id: string }>({
      text: `select distinct t.id from addresses a join threads t on t.customer_id = a.customer_id
             where a.value in ($1, $2) and a.valid_to is null`,
      values: [waId, bsuid],
    }),
  );
  return row?.id ?? "";
}

/** What the thread shows, the oldest first. */
async function shown(people: ShapePeople): Promise<Message[]> {
  const id = await threadOf(people);
  return id === ""
    ? []
    : (await world.api.get<{ items: Message[] }>(`/threads/${id}/messages`)).items.toReversed();
}

/** The thread that holds a message of nobody in particular: shapes with other people in them. */
const all = () =>
  withWorkspaces(world.server.ctx.db, [world.workspaceId], (db) =>
    db.query<{ text: string | null }>({ text: "select text from messages" }),
  );

it("the list tells a voice note from another sound", async () => {
  const lastOf = async (fixture: string) => {
    const people = somebody();
    await take(fixture, people);
    return (await world.api.get<ThreadItem>(`/threads/${await threadOf(people)}`)).lastMessage;
  };
  expect(await lastOf("audio")).toMatchObject({ kind: "audio", voice: true });
  expect(await lastOf("audio-file")).not.toHaveProperty("voice");
});

describe("the address book of the phone app (§4.8)", () => {
  const nameOf = async (people: ShapePeople) =>
    (await world.api.get<ThreadItem>(`/threads/${await threadOf(people)}`)).customer.name;
  /** Of the number that the written body names. */
  const ana = { waId: "34600900002", bsuid: "ES.134912086559999", mark: "BOOK" };

  it("makes no customer, names one who has no name, and leaves a name that is there", async () => {
    await take("state-sync", ana);
    expect(await threadOf(ana)).toBe("");
    const unnamed = { from: ana.waId, id: "wamid.BOOK1", timestamp: "1773162121", type: "text" };
    const message = { ...unnamed, text: { body: "Hola" } };
    expect(await postWebhook(world.webhookUrl, bodyOf({ messages: [message] }))).toBe(200);
    expect(await nameOf(ana)).toBe("+34600900002");
    await take("state-sync", ana);
    expect(await nameOf(ana)).toBe("Ana Ruiz");
    const { customer } = await world.api.get<ThreadItem>(`/threads/${await threadOf(ana)}`);
    await world.api.call("PATCH", `/customers/${customer.id}`, {
      version: 1,
      name: "Ana R. (grupo)",
    });
    await take("state-sync", ana);
    expect(await nameOf(ana)).toBe("Ana R. (grupo)");
  });
});

describe("every shape of §4.3 and §4.4 comes into its thread", () => {
  it.each<[string, object[]]>([
    ["text", [{ kind: "text", text: "¿Hay parking?" }]],
    [
      "image",
      [{ kind: "image", text: "La habitación", attachments: [{ type: "image/jpeg", state: "pending" }] }],
    ],
    ["image-with-url", [{ kind: "image" }]],
    ["video", [{ kind: "video", attachments: [{ type: "video/mp4" }] }]],
    ["audio", [{ kind: "audio", payload: { voice: true } }]],
    ["audio-file", [{ kind: "audio", payload: null }]],
    ["document", [{ kind: "document", attachments: [{ name: "reserva.pdf" }] }]],
    ["sticker", [{ kind: "sticker" }]],
    ["sticker-animated", [{ kind: "sticker", payload: { animated: true } }]],
    ["location", [{ kind: "location", payload: { location: { latitude: 41.3874 } } }]],
    ["contacts", [{ kind: "contacts", payload: { contacts: [{ origin: "other" }] } }]],
    ["contacts-nameless", [{ kind: "contacts" }]],
    ["button", [{ kind: "button", text: "Confirmar" }]],
    ["button-without-context", [{ kind: "button", text: "No quiero más" }]],
    ["interactive-button", [{ kind: "interactive", text: "Sí" }]],
    ["interactive-list", [{ kind: "interactive", text: "Doble" }]],
    ["interactive-flow", [{ kind: "interactive", payload: { interactive: { response: '{"guests":2}' } } }]],
    ["interactive-call-permission", [{ payload: { interactive: { permission: { response: "accept" } } } }]],
    ["interactive-from-the-future", [{ payload: { interactive: { type: "payment_reply" } } }]],
    ["interactive-alone", [{ kind: "interactive", payload: null }]],
    ["interactive-without-body", [{ kind: "interactive", payload: { error: { code: "131000" } } }]],
    ["order", [{ kind: "order", text: "Para las ocho" }]],
    ["order-of-two-currencies", [{ kind: "order" }]],
    ["unsupported", [{ kind: "unsupported", payload: { unsupported: { type: "poll_creation" } } }]],
    ["unsupported-without-name", [{ kind: "unsupported" }]],
    ["unsupported-unavailable", [{ kind: "unsupported" }]],
    ["media-too-large", [{ kind: "unsupported", payload: { unsupported: { code: "131052" } } }]],
    ["type-from-the-future", [{ kind: "unsupported", payload: { unsupported: { body: { seconds: 3 } } } }]],
    ["welcome", [{ kind: "welcome" }]],
    ["group", [{ kind: "text", payload: { group: "Y2FwaTpncm91cDox" } }]],
    ["quote", [{ text: "Hola", answersId: null }]],
    ["forwarded", [{ payload: { forwarded: true } }]],
    ["forwarded-often", [{ payload: { forwarded: "often" } }]],
    ["quote-forwarded", [{ payload: { forwarded: true } }]],
    ["product", [{ payload: { product: { product_retailer_id: "breakfast" } } }]],
    ["referral", [{ payload: { referral: { headline: "Fin de semana" } } }]],
    ["referral-status", [{ payload: { referral: { source_type: "post" } } }]],
    ["identity-hash", [{ text: "Hola" }]],
    ["contacts-absent", [{ text: "Hola" }]],
    ["name-absent", [{ text: "Hola" }]],
    ["bsuid-only", [{ text: "Hola" }]],
    ["phone-empty", [{ text: "Hola" }]],
    ["message-and-errors", [{ text: "Hola" }]],
    ["standby", [{ text: "Hola" }]],
    ["call-missed", [{ kind: "call" }]],
    ["message-twice", [{ text: "Hola" }]],
    ["preference", [{ kind: "system", payload: { line: "marketing-stopped" } }]],
    ["preference-resume", [{ kind: "system", payload: { line: "marketing-resumed" } }]],
    ["preference-signup", [{ kind: "preference", payload: { value: "signup" } }]],
    ["echo", [{ kind: "text", direction: "out", payload: { phoneApp: true } }]],
    ["echo-picture", [{ kind: "image", direction: "out", text: "El plano" }]],
    ["echo-to-bsuid", [{ direction: "out", text: "Hola" }]],
    ["history", [{ text: "Feliz año" }, { text: "Igualmente", direction: "out", status: "delivered" }]],
  ])("%s", async (fixture, messages) => {
    const people = somebody();
    await take(fixture, people);
    const found = await shown(people);
    expect(found).toHaveLength(messages.length);
    expect(found).toMatchObject(messages);
  });

  it.each([
    "account-error",
    "account-update",
    "field-from-the-future",
    "history-declined",
    "state-sync",
    "status-unknown-word",
    "status-group",
    "series-out-of-order",
    "template-status",
    "reaction",
    "system-number",
    "system-from-the-future",
  ])("%s of nobody whom we know makes no message", async (fixture) => {
    const people = somebody();
    const before = (await all()).length;
    await take(fixture, people);
    expect((await all()).length).toBe(before);
  });

  it("three customers in one body go into three threads, the one without a phone too (D12)", async () => {
    const people = somebody();
    await take("three-customers", people);
    expect(await shown(people)).toMatchObject([{ text: "uno" }]);
    expect(await shown({ ...people, waId: "34600900002", bsuid: "ES.2" })).toContainEqual(
      expect.objectContaining({ text: "dos" }),
    );
    expect(await shown({ ...people, waId: "-", bsuid: "ES.3" })).toMatchObject([{ text: "tres" }]);
  });
});

describe("W6 a change of an earlier message", () => {
  const original = "text";

  it("shows the new text in its place and keeps the old one", async () => {
    const people = somebody();
    await take(original, people);
    await take("edit", people);
    const [first, change] = await shown(people);
    expect(first).toMatchObject({
      text: "¿Hay parking gratuito?",
      edited: { at: "2026-03-10T17:02:00.000Z", earlier: [{ text: "¿Hay parking?" }] },
    });
    expect(change).toMatchObject({ kind: "edit", amends: { change: "edit", messageId: first?.id } });
  });

  it("that overtakes its message comes to the same", async () => {
    const people = somebody();
    await take("edit", people);
    expect(await shown(people)).toMatchObject([
      { text: "¿Hay parking gratuito?", amends: { change: "edit", messageId: null } },
    ]);
    await take(original, people);
    const message = (await shown(people)).find(({ kind }) => kind === "text");
    expect(message).toMatchObject({
      text: "¿Hay parking gratuito?",
      edited: { earlier: [{ text: "¿Hay parking?" }] },
    });
  });

  it("twice is once", async () => {
    const people = somebody();
    for (const fixture of [original, "edit", "edit", "revoke", "revoke"]) {
      await take(fixture, people);
    }
    const found = await shown(people);
    expect(found.map(({ kind }) => kind)).toEqual(["text", "edit", "revoke"]);
    expect(found[0]?.edited?.earlier).toHaveLength(1);
  });

  it("of a caption changes the text and not the picture", async () => {
    const people = somebody();
    await take("image", people);
    await take("edit-caption", people);
    const [picture] = await shown(people);
    expect(picture).toMatchObject({
      kind: "image",
      text: "La habitación 12",
      attachments: [{ type: "image/jpeg" }],
    });
  });

  it("a message that was taken back says so and keeps what it said", async () => {
    const people = somebody();
    await take(original, people);
    await take("revoke", people);
    const [first, change] = await shown(people);
    expect(first).toMatchObject({ text: "¿Hay parking?", revoked: { at: "2026-03-10T17:02:00.000Z" } });
    expect(change).toMatchObject({ kind: "revoke", amends: { change: "revoke", messageId: first?.id } });
  });

  it("nobody changes the message of somebody else", async () => {
    const [one, other] = [somebody(), somebody()];
    await take(original, one);
    await take("revoke", { ...other, mark: one.mark });
    expect((await shown(one))[0]).not.toHaveProperty("revoked");
  });

  it("what a colleague changes in the phone app changes our message", async () => {
    const people = somebody();
    await take("echo", people);
    await take("echo-edit", people);
    await take("echo-revoke", people);
    expect((await shown(people))[0]).toMatchObject({
      direction: "out",
      text: "Sí, es gratis",
      edited: { earlier: [{ text: "Sí, gratis" }] },
      revoked: {},
    });
  });

  it("a reaction that a colleague put on in the phone app stands at the customer's message, and answers nothing", async () => {
    const people = somebody();
    await take(original, people);
    await take("echo-reaction", people);
    expect(await shown(people)).toMatchObject([
      { text: "¿Hay parking?", reactions: [{ emoji: "👍", by: "business" }] },
    ]);
    const id = await threadOf(people);
    expect(await world.api.get<ThreadItem>(`/threads/${id}`)).toMatchObject({
      unanswered: true,
      lastMessage: { text: "¿Hay parking?" },
    });
  });

  it("the list shows what was said last, not that something older was taken back", async () => {
    const people = somebody();
    await take(original, people);
    await take("echo", people);
    await take("revoke", people);
    const id = await threadOf(people);
    expect(await world.api.get<ThreadItem>(`/threads/${id}`)).toMatchObject({
      lastMessage: { text: "Sí, gratis" },
    });
  });
});

describe("§4.9 the customer answers our request for the number", () => {
  it("the phone becomes theirs beside the account (N2), and nothing is made up from a number without a country", async () => {
    const people = somebody();
    await take("contacts-own-number", people);
    expect(await phonesOf(people)).toEqual(["34600900004"]);
    const other = somebody();
    await take("contacts-own-number-local", other);
    expect(await phonesOf(other)).toEqual([]);
  });

  it("N5 the phone moves here from whoever had it, and both threads say so", async () => {
    const [holder, people] = [somebody(), somebody()];
    await take("text", { ...holder, waId: "34600900777", bsuid: `${holder.bsuid}x` });
    const body = shapeBody("contacts-own-number", people).toString().replaceAll("34600900004", "34600900777");
    expect(await postWebhook(world.webhookUrl, Buffer.from(body))).toBe(200);
    expect(await phonesOf(people)).toEqual(["34600900777"]);
    const lines = (await shown(people)).filter(({ kind }) => kind === "system").map(({ payload }) => payload);
    expect(lines).toMatchObject([{ line: "phone-joined" }]);
  });
});

describe("§4.8 imported history", () => {
  it("brings a file after it was named: one message, with its caption, told as ever", async () => {
    const people = somebody();
    await take("history-placeholder", people);
    expect(await shown(people)).toMatchObject([{ kind: "media", attachments: [] }]);
    await take("history-file", people);
    await take("history-file", people);
    const found = await shown(people);
    expect(found).toHaveLength(1);
    expect(found).toMatchObject([
      { kind: "image", text: "La piscina", attachments: [{ type: "image/jpeg" }] },
    ]);
  });
});

describe("system events", () => {
  it("of a kind that nobody knows are a line in the thread of who is known", async () => {
    const people = somebody();
    await take("text", people);
    const body = shapeBody("system-from-the-future", { ...people, mark: `${people.mark}b` });
    expect(await postWebhook(world.webhookUrl, body)).toBe(200);
    expect((await shown(people)).at(-1)).toMatchObject({
      kind: "system",
      payload: { line: "other", said: "María moved to another planet" },
    });
  });
});

async function phonesOf(people: ShapePeople): Promise<string[]> {
  const thread = await world.api.get<ThreadItem>(`/threads/${await threadOf(people)}`);
  const detail = await world.api.get<CustomerDetail>(`/customers/${thread.customer.id}`);
  return detail.accounts.flatMap(({ addresses }) =>
    addresses.filter(({ kind, validTo }) => kind === "wa_id" && validTo === null).map(({ value }) => value),
  );
}
