import { createHmac } from "node:crypto";
import { expect, it } from "vitest";
import { maria, startBench } from "../test-bench.ts";
import { escapeNonAscii } from "./webhook-body.ts";

it("signs exactly the escaped bytes: non-ASCII as lower-case \\uXXXX", async () => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "¿Hay parking? 🚗" } });
  await bench.api.settled();
  const [webhook] = bench.received;
  expect(webhook?.raw).toContain("\\u00bfHay parking? \\ud83d\\ude97");
  expect(webhook?.raw).toContain("Mar\\u00eda");
  expect(webhook?.raw).toMatch(/^[\x20-\x7e]*$/);
  const mac = createHmac("sha256", "secret")
    .update(webhook?.raw ?? "")
    .digest("hex");
  expect(webhook?.signature).toBe(`sha256=${mac}`);
  expect(webhook?.userAgent).toBe("facebookexternalua");
  expect(escapeNonAscii("~\u007fñ")).toBe("~\\u007f\\u00f1");
});

it("repeats a refused webhook by its schedule and gives it up after the last pause", async () => {
  const bench = await startBench({ retryScheduleMs: [1, 1] });
  bench.api.addCustomer({ waId: maria, name: "María" });
  bench.answers.push(500, 503);
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "uno" } });
  await bench.api.settled();
  expect(bench.received).toHaveLength(3);
  expect(new Set(bench.received.map((webhook) => webhook.raw)).size).toBe(1);
  expect(bench.api.deliveries().map((delivery) => delivery.outcome)).toEqual([
    "refused",
    "refused",
    "delivered",
  ]);
  bench.answers.push(201, 401, 302);
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "dos" } });
  await bench.api.settled();
  expect(bench.api.deliveries().at(-1)?.outcome).toBe("given-up");
});

it("does the handshake with the verify token", async () => {
  const bench = await startBench();
  expect(await bench.api.verifyWebhook()).toEqual({ isVerified: true, status: 200 });
  const stranger = await startBench({ verifyToken: "other" });
  expect(await stranger.api.verifyWebhook()).toEqual({ isVerified: false, status: 403 });
});

it("sends no webhook while the app is not subscribed to the WABA", async () => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  const path = "/v24.0/102290129340398/subscribed_apps";
  await fetch(`${bench.api.url}${path}`, { method: "DELETE", headers: { authorization: "Bearer token" } });
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "uno" } });
  await bench.api.settled();
  expect(bench.received).toEqual([]);
  expect((await bench.post(path, {})).body).toEqual({ success: true });
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "dos" } });
  await bench.api.settled();
  expect(bench.messages()).toHaveLength(1);
});

it("webhooks of one customer keep their order however slow the business is", async () => {
  const bench = await startBench();
  bench.api.addCustomer({ waId: maria, name: "María" });
  const first = bench.holdNext();
  const one = bench.api.writeAsCustomer(maria, { type: "text", text: { body: "uno" } });
  const two = bench.api.writeAsCustomer(maria, { type: "text", text: { body: "dos" } });
  await first.arrived;
  // A second webhook that did not wait would be here by the time a call has gone and come.
  await bench.control("GET", "/state");
  await bench.control("GET", "/state");
  expect(bench.messages()).toHaveLength(1);
  first.answer();
  await bench.api.settled();
  expect(bench.messages().map((message) => message.id)).toEqual([one.id, two.id]);
});
