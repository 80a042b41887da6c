import { expect, it } from "vitest";
import type { FaultOrder } from "./faults.ts";
import { createFaultPlan } from "./faults.ts";
import { maria, startBench } from "./test-bench.ts";

const text = { type: "text", text: { body: "Hola" } };

async function startWith(...orders: FaultOrder[]) {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, text);
  await bench.api.settled();
  for (const order of orders) {
    bench.api.addFault(order);
  }
  return bench;
}

const names = (statuses: { status?: unknown }[]) => statuses.map((status) => status.status);

it("a fault happens so many times, to what it matches, oldest first", () => {
  const plan = createFaultPlan();
  plan.add({ kind: "refuse", code: 1, times: 2, match: { to: "1" } });
  plan.add({ kind: "refuse", code: 2, match: { text: "ola" } });
  plan.add({ kind: "refuse", code: 3, times: null });
  expect(plan.take("refuse", { to: "2", text: "Hola" })?.code).toBe(2);
  expect([1, 2, 3].map(() => plan.take("refuse", { to: "1" })?.code)).toEqual([1, 1, 3]);
  expect(plan.list()).toHaveLength(1);
  plan.clear();
  expect(plan.take("refuse", {})).toBeNull();
  expect(() => plan.add({ kind: "refuse", times: 0 })).toThrow("Too small");
});

it("refuse: the code in the answer, nothing is taken", async () => {
  const bench = await startWith({ kind: "refuse", code: 131016 });
  expect(await bench.send(text)).toMatchObject({ status: 500, body: { error: { code: 131016 } } });
  await bench.api.settled();
  expect(bench.statuses()).toEqual([]);
  expect((await bench.send(text)).status).toBe(200);
});

it("fail-status: accepted, then failed with the code and no price", async () => {
  const bench = await startWith({ kind: "fail-status", code: 131049 });
  expect((await bench.send(text)).status).toBe(200);
  await bench.api.settled();
  expect(bench.statuses()).toMatchObject([
    { status: "failed", errors: [{ code: 131049, title: "Meta chose not to deliver", error_data: {} }] },
  ]);
});

it("status-before-answer: the webhook is through before the call returns (F5)", async () => {
  const bench = await startWith({ kind: "status-before-answer" });
  await bench.send(text);
  expect(names(bench.statuses())[0]).toBe("sent");
});

it("read-without-delivered: sent, then read, with the price", async () => {
  const bench = await startWith({ kind: "read-without-delivered" });
  await bench.send(text);
  await bench.api.settled();
  expect(names(bench.statuses())).toEqual(["sent", "read"]);
  expect(bench.statuses()[1]).toHaveProperty("pricing");
});

it("lost-answer: taken, but the connection is cut (F8)", async () => {
  const bench = await startWith({ kind: "lost-answer" });
  await expect(bench.send(text)).rejects.toThrow("fetch failed");
  await bench.api.settled();
  expect(names(bench.statuses())).toEqual(["sent", "delivered"]);
  expect(bench.api.calls()).toMatchObject([{ messageId: expect.stringMatching(/^wamid/), status: null }]);
});

it("reset: the connection is cut and nothing was taken", async () => {
  const bench = await startWith({ kind: "reset" });
  await expect(bench.send(text)).rejects.toThrow("fetch failed");
  await bench.api.settled();
  expect(bench.statuses()).toEqual([]);
  expect(bench.api.calls()).toMatchObject([{ messageId: null }]);
});

it("server-error: a 5xx without Meta's body, taken or not", async () => {
  const bench = await startWith(
    { kind: "server-error" },
    { kind: "server-error", code: 503, processed: true },
  );
  const first = await bench.send(text);
  expect([first.status, "error" in first.body]).toEqual([502, false]);
  await bench.api.settled();
  expect(bench.statuses()).toEqual([]);
  expect((await bench.send(text)).status).toBe(503);
  await bench.api.settled();
  expect(names(bench.statuses())).toEqual(["sent", "delivered"]);
});

it("slow-answer: the answer comes late, the message does not", async () => {
  const bench = await startWith({ kind: "slow-answer", delayMs: 5 });
  expect((await bench.send(text)).status).toBe(200);
});

it("refuse-connection: no connection for a while, then all is well", async () => {
  const bench = await startWith({ kind: "refuse-connection", delayMs: 30 });
  await expect(bench.send(text)).rejects.toThrow("fetch failed");
  await bench.api.settled();
  expect((await bench.send(text)).status).toBe(200);
  bench.api.addFault({ kind: "refuse-connection", delayMs: 10_000 });
  await bench.api.close();
});

it("drop-status: a status that never comes", async () => {
  const bench = await startWith({ kind: "drop-status", match: { status: "delivered" } });
  await bench.send(text);
  await bench.api.settled();
  expect(names(bench.statuses())).toEqual(["sent"]);
});

it("duplicate: the same bytes twice at once (F1)", async () => {
  const bench = await startWith({ kind: "duplicate", match: { webhook: "message" } });
  bench.api.writeAsCustomer(maria, text);
  await bench.api.settled();
  const [, one, two] = bench.received;
  expect(bench.received).toHaveLength(3);
  expect(one?.raw).toBe(two?.raw);
});

it("reorder: delivered before sent; one without company goes alone (F4)", async () => {
  const bench = await startWith({ kind: "reorder", match: { status: "sent" } });
  await bench.send(text);
  await bench.api.settled();
  expect(names(bench.statuses())).toEqual(["delivered", "sent"]);
  bench.api.addFault({ kind: "reorder", delayMs: 5 });
  bench.api.writeAsCustomer(maria, text);
  await bench.api.settled();
  expect(bench.messages()).toHaveLength(2);
});

it("batch: several updates in one signed body, neighbours in one value", async () => {
  const bench = await startWith({ kind: "batch", size: 4 });
  bench.api.writeAsCustomer(maria, text);
  bench.api.writeAsCustomer(maria, text);
  await bench.send(text);
  await bench.api.settled();
  expect(bench.received).toHaveLength(2);
  expect(bench.received[1]?.body).toMatchObject({
    entry: [
      {
        changes: [
          { value: { messages: [{}, {}], contacts: [{ wa_id: maria }] } },
          { value: { statuses: [{ status: "sent" }, { status: "delivered" }] } },
        ],
      },
    ],
  });
});

it("late-webhook: it comes later than the next one", async () => {
  const bench = await startWith({ kind: "late-webhook", delayMs: 40 });
  const first = bench.api.writeAsCustomer(maria, text);
  const second = bench.api.writeAsCustomer(maria, text);
  await bench.api.settled();
  expect(
    bench
      .messages()
      .map((message) => message.id)
      .slice(1),
  ).toEqual([second.id, first.id]);
});

it("lost-webhook-answer: a webhook that was taken comes again", async () => {
  const bench = await startWith({ kind: "lost-webhook-answer" });
  bench.api.writeAsCustomer(maria, text);
  await bench.api.settled();
  expect(bench.received).toHaveLength(3);
});

it("bad-signature: signed with another secret (S1)", async () => {
  const bench = await startWith({ kind: "bad-signature" });
  bench.answers.push(401);
  bench.api.writeAsCustomer(maria, text);
  await bench.api.settled();
  expect(bench.received[1]?.signature).toMatch(/^sha256=[0-9a-f]{64}$/);
  expect(bench.received[1]?.signature).not.toBe(bench.received[0]?.signature);
});
