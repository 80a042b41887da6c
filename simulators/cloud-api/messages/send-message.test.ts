import { describe, expect, it } from "vitest";
import { maria, phoneId, startBench } from "../test-bench.ts";

const text = { type: "text", text: { body: "Hola" } };

it("accepts with wa_id and wamid, and delivers sent, then delivered (§2.1, §4.5)", async () => {
  const bench = await startBench({ at: "2026-11-23T10:00:00Z" });
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, text);
  const answer = await bench.send({ ...text, biz_opaque_callback_data: "attempt-1" });
  expect(answer.body).toMatchObject({
    messaging_product: "whatsapp",
    contacts: [{ input: `+${maria}`, wa_id: maria }],
    messages: [{ id: expect.stringMatching(/^wamid\.[A-Za-z0-9+/]+=*$/) }],
  });
  await bench.api.settled();
  expect(bench.statuses()).toMatchObject([
    { status: "sent", recipient_id: maria, biz_opaque_callback_data: "attempt-1" },
    { status: "delivered", recipient_user_id: expect.stringMatching(/^ES\./) },
  ]);
  expect(bench.api.calls()).toMatchObject([{ path: `/v24.0/${phoneId}/messages`, status: 200 }]);
});

describe("refuses at once what Meta refuses", () => {
  const long = (length: number) => "x".repeat(length);
  const cases: [name: string, body: Record<string, unknown>, code: number][] = [
    ["another product", { ...text, messaging_product: "mail" }, 100],
    ["no recipient", { ...text, to: "" }, 131008],
    ["a recipient that is no number", { ...text, to: "+34 abc" }, 131009],
    ["the sender's own number", { ...text, to: "+34600900900" }, 131021],
    ["a BSUID of wrong form", { ...text, to: "", recipient: "34600900001" }, 131009],
    ["an unknown type", { type: "poll", poll: {} }, 131051],
    ["a text without node", { type: "text" }, 131008],
    ["an empty text", { type: "text", text: { body: "" } }, 131008],
    ["a text of 4,097", { type: "text", text: { body: long(4_097) } }, 100],
    ["our id of 513", { ...text, biz_opaque_callback_data: long(513) }, 100],
    ["an image without id and link", { type: "image", image: {} }, 131008],
    [
      "an image with id and link",
      { type: "image", image: { id: "1", link: "https://example.com/a.png" } },
      131009,
    ],
    ["an image with an unknown id", { type: "image", image: { id: "1" } }, 100],
    [
      "a caption of 1,025",
      { type: "image", image: { link: "https://example.com/a.png", caption: long(1_025) } },
      100,
    ],
    [
      "a sound with caption",
      { type: "audio", audio: { link: "https://example.com/a.ogg", caption: "x" } },
      131009,
    ],
    ["a place without latitude", { type: "location", location: { longitude: 2 } }, 131009],
    ["a contact without name", { type: "contacts", contacts: [{}] }, 131008],
    ["a reaction without emoji", { type: "reaction", reaction: { message_id: "wamid.1" } }, 131008],
    [
      "a reaction of two signs",
      { type: "reaction", reaction: { message_id: "wamid.1", emoji: "👍👍" } },
      131009,
    ],
    ["an answer to an unknown message", { ...text, context: { message_id: "wamid.1" } }, 131009],
    ["four buttons", { type: "interactive", interactive: buttons(4, "x") }, 131009],
    ["a button title of 21", { type: "interactive", interactive: buttons(1, long(21)) }, 100],
    ["a list of eleven rows", { type: "interactive", interactive: list(11) }, 131009],
    [
      "a list body of 4,097",
      { type: "interactive", interactive: { ...list(1), body: { text: long(4_097) } } },
      100,
    ],
  ];
  it.each(cases)("%s", async (_name, body, code) => {
    const bench = await startBench();
    expect(await bench.send(body as never)).toMatchObject({ status: 400, body: { error: { code } } });
    expect(bench.api.calls()).toMatchObject([{ messageId: null, code }]);
  });
  it("a body that is no JSON", async () => {
    const bench = await startBench();
    const headers = { authorization: "Bearer token", "content-type": "application/json" };
    const url = `${bench.api.url}/v24.0/${phoneId}/messages`;
    const answer = await fetch(url, { method: "POST", body: "{", headers });
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { code: 100 } }]);
  });
});

it.each([
  ["text of 4,096", { type: "text", text: { body: "x".repeat(4_096) } }],
  ["three buttons", { type: "interactive", interactive: buttons(3, "x".repeat(19)) }],
  ["a list of ten rows", { type: "interactive", interactive: list(10) }],
  ["a place in text", { type: "location", location: { latitude: "41.38", longitude: 2.17, name: "Hotel" } }],
  ["a picture by link", { type: "image", image: { link: "https://example.com/a.png" } }],
  ["a type that is missing", { text: { body: "Hola" } }],
])("accepts %s", async (_name, body) => {
  const bench = await startBench();
  expect((await bench.send(body)).status).toBe(200);
});

it.each([
  ["+52 55 0000 0001", "5215500000001"],
  ["+54 11 0000-0001", "5491100000001"],
  ["+55 31 9 8000-0001", "553180000001"],
  ["+55 11 9 5000-0001", "5511950000001"],
  ["600900001", maria],
  ["34600900001", maria],
])("%s is the WhatsApp user %s (§8.1)", async (to, waId) => {
  const bench = await startBench();
  expect((await bench.send({ ...text, to })).body).toMatchObject({ contacts: [{ input: to, wa_id: waId }] });
});

it("a customer without a number is reached by her BSUID; no number appears anywhere (D12)", async () => {
  const bench = await startBench({ at: "2026-11-23T10:00:00Z" });
  bench.api.addCustomer({ bsuid: "ES.1349120865530274", name: "Lucía" });
  bench.api.writeAsCustomer("ES.1349120865530274", text);
  const answer = await bench.send({ ...text, to: "", recipient: "ES.1349120865530274" });
  expect(answer.body.contacts).toEqual([{ input: "ES.1349120865530274", user_id: "ES.1349120865530274" }]);
  await bench.api.settled();
  expect(bench.messages()[0]).not.toHaveProperty("from");
  expect(bench.messages()[0]).toMatchObject({ from_user_id: "ES.1349120865530274" });
  expect(bench.statuses()[0]).not.toHaveProperty("recipient_id");
  expect(bench.statuses()[0]).toMatchObject({ recipient_user_id: "ES.1349120865530274" });
});

it("a reaction gets `sent` and nothing else; one to an unknown message fails with 131009 (§2.2)", async () => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  const { id } = bench.api.writeAsCustomer(maria, text);
  await bench.send({ type: "reaction", reaction: { message_id: id, emoji: "👍" } });
  await bench.api.settled();
  expect(bench.statuses()).toMatchObject([{ status: "sent" }]);
  expect(bench.statuses()[0]).not.toHaveProperty("pricing");
  await bench.send({ type: "reaction", reaction: { message_id: "wamid.unknown", emoji: "👍" } });
  await bench.api.settled();
  expect(bench.statuses().at(-1)).toMatchObject({ status: "failed", errors: [{ code: 131009 }] });
});

it.each([
  ["isOnWhatsApp", false, 131026],
  ["hasBlocked", true, 131026],
])("a customer with %s %s is not reached: 131026", async (name, value, code) => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, text);
  bench.api.changeCustomer(maria, { [name]: value });
  expect((await bench.send(text)).status).toBe(200);
  await bench.api.settled();
  expect(bench.statuses()).toMatchObject([{ status: "failed", errors: [{ code }] }]);
});

it("read marks that message and all earlier ones; typing shows on the phone (§2.4)", async () => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, text);
  const { id } = bench.api.writeAsCustomer(maria, text);
  const path = `/v24.0/${phoneId}/messages`;
  const read = { messaging_product: "whatsapp", status: "read", message_id: id };
  expect((await bench.post(path, { ...read, typing_indicator: { type: "text" } })).body).toEqual({
    success: true,
  });
  const thread = bench.api.viewThread(maria, phoneId);
  expect(thread).toMatchObject({ isBusinessTyping: true, messages: [{ ticks: "read" }, { ticks: "read" }] });
  const wrong = await bench.post(path, { ...read, message_id: "wamid.x" });
  expect(wrong).toMatchObject({ status: 400, body: { error: { code: 100, error_subcode: 33 } } });
  await bench.api.settled();
  expect(bench.statuses()).toEqual([]);
});

function buttons(count: number, title: string) {
  return {
    type: "button",
    body: { text: "¿?" },
    action: {
      buttons: Array.from({ length: count }, (_, index) => ({
        type: "reply",
        reply: { id: `b${index}`, title: count > 1 ? `${title}${index}` : title },
      })),
    },
  };
}

function list(count: number) {
  const rows = Array.from({ length: count }, (_, index) => ({ id: `r${index}`, title: `Fila ${index}` }));
  return { type: "list", body: { text: "¿?" }, action: { button: "Ver", sections: [{ rows }] } };
}
