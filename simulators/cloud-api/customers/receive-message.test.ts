import { expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { maria, startBench } from "../test-bench.ts";

const kinds: [type: string, message: JsonObject][] = [
  ["text", { text: { body: "Hola" } }],
  ["image", { image: {} }],
  ["video", { video: {} }],
  ["audio", { audio: {} }],
  ["document", { document: {} }],
  ["sticker", { sticker: {} }],
  ["location", { location: { latitude: 41.38, longitude: 2.17 } }],
  ["contacts", { contacts: [{ name: { formatted_name: "Ana" } }] }],
  ["button", { button: { payload: "BAJA", text: "Baja" } }],
  ["interactive", { interactive: { type: "button_reply", button_reply: { id: "1", title: "Sí" } } }],
  ["order", { order: { catalog_id: "1", product_items: [] } }],
  ["request_welcome", {}],
  ["unsupported", { unsupported: { type: "poll" } }],
];

it.each(kinds)("a customer's %s reaches the business whole and opens the window", async (type, message) => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, { type, ...message });
  await bench.api.settled();
  expect(bench.messages()).toMatchObject([
    { type, from: maria, timestamp: expect.stringMatching(/^\d{10}$/) },
  ]);
  await bench.send({ type: "text", text: { body: "Hola" } });
  await bench.api.settled();
  expect(bench.statuses().at(-1)).toMatchObject({ status: "delivered" });
});

it("an unsupported message says why (131051)", async () => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, { type: "unsupported" });
  await bench.api.settled();
  expect(bench.messages()[0]).toMatchObject({ errors: [{ code: 131051, error_data: {} }] });
});

it("a reply names the message and its author", async () => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  const first = bench.api.writeAsCustomer(maria, { type: "text", text: { body: "Hola" } });
  const answer = await bench.send({ type: "text", text: { body: "Buenas" } });
  await bench.api.settled();
  const [sent] = bench.statuses();
  expect(answer.status).toBe(200);
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "1" }, context: { id: String(sent?.id) } });
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "2" }, context: { id: first.id } });
  await bench.api.settled();
  expect(bench.messages().slice(1)).toMatchObject([
    { context: { from: "34600900900", id: sent?.id } },
    { context: { from: maria, id: first.id } },
  ]);
});

it("the same id may come again with another body (F2)", async () => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, { id: "wamid.SAME", type: "text", text: { body: "1" } });
  bench.api.writeAsCustomer(maria, { id: "wamid.SAME", type: "text", text: { body: "2" } });
  await bench.api.settled();
  expect(bench.messages().map((message) => message.id)).toEqual(["wamid.SAME", "wamid.SAME"]);
});
