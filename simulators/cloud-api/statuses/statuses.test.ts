import { expect, it } from "vitest";
import { maria, phoneId, startBench } from "../test-bench.ts";

const text = { type: "text", text: { body: "Hola" } };

async function startWithWindow(options: Parameters<typeof startBench>[0] = {}) {
  const bench = await startBench(options);
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, text);
  return bench;
}

it("a message is read when the customer opens the thread, and told only with receipts on", async () => {
  const bench = await startWithWindow();
  await bench.send(text);
  await bench.api.settled();
  await bench.api.openThread(maria);
  expect(bench.statuses().map((status) => status.status)).toEqual(["sent", "delivered", "read"]);
  bench.api.changeCustomer(maria, { hasReadReceipts: false });
  await bench.send(text);
  await bench.api.settled();
  await bench.api.openThread(maria);
  expect(
    bench
      .statuses()
      .map((status) => status.status)
      .slice(3),
  ).toEqual(["sent", "delivered"]);
});

it("a phone that is off gets its messages when it is on again (E2)", async () => {
  const bench = await startWithWindow();
  bench.api.changeCustomer(maria, { isOnline: false });
  await bench.send(text);
  await bench.api.settled();
  expect(bench.statuses().map((status) => status.status)).toEqual(["sent"]);
  expect(bench.api.viewThread(maria, phoneId).messages).toHaveLength(1);
  bench.clock.advance(3 * 3_600_000);
  bench.api.changeCustomer(maria, { isOnline: true });
  await bench.api.settled();
  expect(bench.statuses().map((status) => status.status)).toEqual(["sent", "delivered"]);
});

it("after 30 days a message is dropped without a word (§2.1)", async () => {
  const bench = await startWithWindow();
  bench.api.changeCustomer(maria, { isOnline: false });
  await bench.send(text);
  await bench.api.settled();
  bench.clock.advance(31 * 86_400_000);
  bench.api.changeCustomer(maria, { isOnline: true });
  await bench.api.settled();
  expect(bench.statuses().map((status) => status.status)).toEqual(["sent"]);
});

it("a voice note that is played says so, without pricing", async () => {
  const bench = await startWithWindow();
  await bench.send({ type: "audio", audio: { link: "https://example.com/a.ogg" } });
  await bench.api.settled();
  const messageId = bench.statuses()[0]?.id;
  expect((await bench.control("POST", `/customers/${maria}/played`, { messageId })).status).toBe(204);
  await bench.api.settled();
  expect(bench.statuses().at(-1)).toMatchObject({ status: "played" });
  expect(bench.statuses().at(-1)).not.toHaveProperty("pricing");
});

it("a template held for quality is released or paused (§3.3)", async () => {
  const bench = await startBench();
  bench.api.addFault({ kind: "hold", times: 2 });
  const offer = { type: "template", template: { name: "oferta", language: { code: "es" } } };
  const held = await bench.send(offer);
  expect(held.body).toMatchObject({ messages: [{ message_status: "held_for_quality_assessment" }] });
  await bench.api.settled();
  expect(bench.statuses()).toEqual([]);
  expect(bench.api.endPacing("release")).toBe(1);
  await bench.api.settled();
  expect(bench.statuses().map((status) => status.status)).toEqual(["sent", "delivered"]);
  await bench.send(offer);
  bench.api.endPacing("pause");
  await bench.api.settled();
  expect(bench.statuses().at(-1)).toMatchObject({ status: "failed", errors: [{ code: 132015 }] });
  expect(await bench.send(offer)).toMatchObject({ body: { error: { code: 132015 } } });
});

it("the same seed and the same calls give the same ids", async () => {
  const run = async () => {
    const bench = await startWithWindow({ seed: 7 });
    const answer = await bench.send(text);
    return answer.body.messages;
  };
  expect(await run()).toEqual(await run());
});
