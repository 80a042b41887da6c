import { expect, it } from "vitest";
import type { JsonObject } from "../json.ts";
import { asObjects } from "../json.ts";
import type { Bench } from "../test-bench.ts";
import { maria, phoneId, startBench, wabaId } from "../test-bench.ts";

const text: JsonObject = { type: "text", text: { body: "Hola" } };
const product = { messaging_product: "whatsapp" };

async function call(bench: Bench, method: string, path: string, body?: unknown) {
  const answer = await fetch(`${bench.api.url}/v24.0/${path}`, {
    method,
    headers: { authorization: "Bearer token", "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const parsed: JsonObject = JSON.parse(await answer.text());
  return { status: answer.status, body: parsed };
}

it("a number is added, gets a code, is verified and registered, and then sends (§7.6)", async () => {
  const bench = await startBench();
  const added = await call(bench, "POST", `${wabaId}/phone_numbers`, {
    cc: "34",
    phone_number: "600 900 950",
    verified_name: "La Marea",
  });
  const id = String(added.body.id);
  const send = () => bench.post(`/v24.0/${id}/messages`, { ...product, to: `+${maria}`, ...text });
  expect(await send()).toMatchObject({ body: { error: { code: 133010 } } });
  const register = (pin: string) => call(bench, "POST", `${id}/register`, { ...product, pin });
  expect(await register("123456")).toMatchObject({ body: { error: { code: 133006 } } });
  expect((await call(bench, "POST", `${id}/request_code?code_method=SMS`)).status).toBe(400);
  expect((await call(bench, "POST", `${id}/request_code?code_method=SMS&language=es_ES`)).body).toEqual({
    success: true,
  });
  const numbers = (await bench.control("GET", "/phone-numbers")).body.list;
  const code = String(asObjects(numbers).find((number) => number.id === id)?.sentCode);
  expect(code).toMatch(/^\d{6}$/);
  const wrong = code === "000000" ? "000001" : "000000";
  expect((await call(bench, "POST", `${id}/verify_code`, { code: wrong })).status).toBe(400);
  expect((await call(bench, "POST", `${id}/verify_code`, { code })).body).toEqual({ success: true });
  expect((await register("12345")).status).toBe(400);
  expect((await register("123456")).body).toEqual({ success: true });
  expect((await send()).status).toBe(200);
  expect(await register("654321")).toMatchObject({ body: { error: { code: 133005 } } });
  expect((await call(bench, "POST", `${id}/deregister`)).body).toEqual({ success: true });
  expect(await send()).toMatchObject({ body: { error: { code: 133010 } } });
});

it("ten registrations in 72 hours and five codes an hour are the most (§7.1)", async () => {
  const bench = await startBench({ at: "2026-11-23T10:00:00Z" });
  for (let n = 0; n < 10; n += 1) {
    expect((await call(bench, "POST", `${phoneId}/deregister`)).status).toBe(200);
  }
  expect(await call(bench, "POST", `${phoneId}/deregister`)).toMatchObject({
    body: { error: { code: 133016 } },
  });
  bench.clock.advance(72 * 3_600_000);
  expect((await call(bench, "POST", `${phoneId}/register`, { ...product, pin: "123456" })).status).toBe(200);
  const ask = () => call(bench, "POST", `${phoneId}/request_code`, { code_method: "VOICE", language: "es" });
  for (let n = 0; n < 5; n += 1) {
    expect((await ask()).status).toBe(200);
  }
  expect(await ask()).toMatchObject({ body: { error: { code: 136024 } } });
});

it("an unverified business has two numbers at most", async () => {
  const bench = await startBench();
  bench.api.changeAccount(wabaId, { isVerified: false });
  const order = { cc: "34", phone_number: "600900951", verified_name: "La Marea" };
  expect((await call(bench, "POST", `${wabaId}/phone_numbers`, order)).status).toBe(400);
});

it("blocks only people who wrote within 24 h; they neither write nor read any more (§2.5)", async () => {
  const bench = await startBench({ at: "2026-11-23T10:00:00Z" });
  bench.api.addCustomer({ waId: maria, name: null });
  const block = (method: string) =>
    call(bench, method, `${phoneId}/block_users`, { ...product, block_users: [{ user: `+${maria}` }] });
  expect((await block("POST")).body).toMatchObject({
    block_users: { added_users: [], failed_users: [{ input: `+${maria}`, errors: [{ code: 139101 }] }] },
  });
  bench.api.writeAsCustomer(maria, text);
  expect((await block("POST")).body).toEqual({
    messaging_product: "whatsapp",
    block_users: { added_users: [{ input: `+${maria}`, wa_id: maria }] },
  });
  expect((await call(bench, "GET", `${phoneId}/block_users`)).body.data).toMatchObject([{ wa_id: maria }]);
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "¿Me oís?" } });
  await bench.send(text);
  await bench.api.settled();
  expect(bench.messages()).toHaveLength(1);
  expect(bench.statuses()).toMatchObject([{ status: "failed", errors: [{ code: 131026 }] }]);
  expect((await block("DELETE")).body).toMatchObject({ block_users: { removed_users: [{ wa_id: maria }] } });
  expect((await call(bench, "GET", `${phoneId}/block_users`)).body.data).toEqual([]);
});

it("a test number writes to its list only: 131030", async () => {
  const bench = await startBench();
  bench.api.changePhoneNumber(phoneId, { allowedRecipients: [maria] });
  expect((await bench.send(text)).status).toBe(200);
  expect(await bench.send({ ...text, to: "+34600900077" })).toMatchObject({
    body: { error: { code: 131030 } },
  });
});

it.each<[string, JsonObject, boolean]>([
  ["an about of 139", { about: "x".repeat(139) }, true],
  ["an about of 140", { about: "x".repeat(140) }, false],
  ["a description of 513", { description: "x".repeat(513) }, false],
  ["an e-mail address of 129", { email: "x".repeat(129) }, false],
  ["two sites", { websites: ["https://example.com", "https://example.com/en"] }, true],
  ["three sites", { websites: ["a", "b", "c"] }, false],
  ["an unknown kind of business", { vertical: "CIRCUS" }, false],
])("the profile with %s: %s", async (_name, profile, isTaken) => {
  const bench = await startBench();
  const answer = await call(bench, "POST", `${phoneId}/whatsapp_business_profile`, {
    ...product,
    ...profile,
  });
  expect(answer.status).toBe(isTaken ? 200 : 400);
});

it("ice breakers, commands and the welcome message; the first opening of a chat opens the window (§7.6)", async () => {
  const bench = await startBench();
  const path = `${phoneId}/conversational_automation`;
  const prompts = ["¿Hay parking?", "Quiero reservar"];
  const commands = [{ command_name: "reservar", command_description: "Reservar una habitación" }];
  const wrong = [
    { prompts: ["1", "2", "3", "4", "5"] },
    { prompts: ["x".repeat(81)] },
    { commands: [{ command_name: "x".repeat(33), command_description: "a" }] },
  ];
  for (const body of wrong) {
    expect((await call(bench, "POST", path, body)).status).toBe(400);
  }
  const order = { enable_welcome_message: true, prompts, commands };
  expect((await call(bench, "POST", path, order)).body).toEqual({ success: true });
  const shown = await bench.get(`/v24.0/${phoneId}?fields=conversational_automation`);
  expect(shown.body.conversational_automation).toMatchObject(order);
  bench.api.addCustomer({ waId: maria, name: null });
  await bench.api.openThread(maria);
  await bench.api.openThread(maria);
  await bench.api.settled();
  expect(bench.messages()).toMatchObject([{ type: "request_welcome" }]);
  await bench.send(text);
  await bench.api.settled();
  expect(bench.statuses().at(-1)).toMatchObject({ status: "delivered" });
});

it("a number may have its own address for webhooks; it wins over that of the account (§4.1)", async () => {
  const bench = await startBench({ retryScheduleMs: [] });
  const uri = "http://127.0.0.1:1/number";
  const set = (webhook: JsonObject) => call(bench, "POST", phoneId, { webhook_configuration: webhook });
  expect((await set({ override_callback_uri: "x".repeat(201) })).status).toBe(400);
  expect((await set({ override_callback_uri: uri, verify_token: "t" })).body).toEqual({ success: true });
  expect((await bench.get(`/v24.0/${phoneId}?fields=webhook_configuration`)).body).toMatchObject({
    webhook_configuration: { phone_number: uri },
  });
  bench.api.addCustomer({ waId: maria, name: null });
  bench.api.writeAsCustomer(maria, text);
  await bench.api.settled();
  expect(bench.api.deliveries().map(({ url }) => url)).toEqual([uri]);
});

it("the Marketing Messages API takes marketing templates only: 131055 (§2.5)", async () => {
  const bench = await startBench();
  const path = `/v24.0/${phoneId}/marketing_messages`;
  const order = (name: string) => ({
    ...product,
    to: `+${maria}`,
    type: "template",
    template: { name, language: { code: "es" } },
  });
  expect(await bench.post(path, { ...order("oferta"), product_policy: "STRICT" })).toMatchObject({
    status: 200,
  });
  expect(await bench.post(path, order("pedido_listo"))).toMatchObject({ body: { error: { code: 131055 } } });
  expect(await bench.post(path, { ...order("oferta"), product_policy: "X" })).toMatchObject({ status: 400 });
});
