import { expect, it } from "vitest";
import { maria, phoneId, secondPhoneId, startBench } from "../test-bench.ts";

const text = { type: "text", text: { body: "Hola" } };

it("free text is delivered until 1 ms before 24 h, and fails with 131047 at 24 h (A6, W10)", async () => {
  const bench = await startBench({ at: "2026-03-10T17:19:00Z" });
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, { ...text, sentAt: "2026-03-10T17:19:00Z" });
  bench.clock.set("2026-03-11T17:18:58.000Z");
  expect((await bench.send(text)).status).toBe(200);
  await bench.api.settled();
  expect(bench.statuses().map((status) => status.status)).toEqual(["sent", "delivered"]);
  bench.clock.set("2026-03-11T17:19:00Z");
  const late = await bench.send(text);
  await bench.api.settled();
  expect(late.status).toBe(200);
  expect(bench.statuses().at(-1)).toMatchObject({ status: "failed", errors: [{ code: 131047 }] });
  expect(bench.statuses().at(-1)).not.toHaveProperty("pricing");
});

it("a window on one number gives no right on the other (D6)", async () => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, { ...text, phoneNumberId: secondPhoneId });
  await bench.send(text);
  await bench.api.settled();
  expect(bench.statuses().at(-1)).toMatchObject({ status: "failed", errors: [{ code: 131047 }] });
});

it("a template opens no window; any answer of the customer does (B3, B6)", async () => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  await bench.send({ type: "template", template: { name: "oferta", language: { code: "es" } } });
  await bench.send(text);
  await bench.api.settled();
  expect(bench.statuses().at(-1)).toMatchObject({ status: "failed" });
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "Gracias" } });
  await bench.send(text);
  await bench.api.settled();
  expect(bench.statuses().at(-1)).toMatchObject({ status: "delivered" });
});

it("an older message that comes later never shrinks the window (D2); an old one opens none (D1)", async () => {
  const bench = await startBench({ at: "2026-03-10T20:00:00Z" });
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, { ...text, sentAt: "2026-03-10T17:19:00Z" });
  bench.api.writeAsCustomer(maria, { ...text, sentAt: "2026-03-10T17:02:00Z" });
  expect(bench.api.viewThread(maria, phoneId).windowClosesAt).toBe("2026-03-11T17:19:00.000Z");
});

it("a reaction opens the window, taking it off and a number change do not (W3, W4, W7)", async () => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, { type: "reaction", reaction: { message_id: "wamid.x" } });
  bench.api.writeAsCustomer(maria, { type: "system", system: { type: "user_changed_number" } });
  expect(bench.api.viewThread(maria, phoneId).windowClosesAt).toBeNull();
  bench.api.writeAsCustomer(maria, { type: "reaction", reaction: { message_id: "wamid.x", emoji: "👍" } });
  expect(bench.api.viewThread(maria, phoneId).windowClosesAt).not.toBeNull();
});

it("the mode switch refuses free text outside the window in the answer", async () => {
  const bench = await startBench({ windowRefusal: "answer" });
  const refused = await bench.send(text);
  expect(refused).toMatchObject({ status: 400, body: { error: { code: 131047 } } });
});
