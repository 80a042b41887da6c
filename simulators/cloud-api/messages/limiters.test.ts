import { expect, it } from "vitest";
import { startBench } from "../test-bench.ts";
import { createRateLimiter, metaLimits, takePairSlot, takeThroughputSlot } from "./limiters.ts";

it("lets 45 messages through at once to one user, then one every 6 s (131056)", () => {
  const limit = { capacity: 45, intervalMs: 6_000 };
  let arrival: number | null = null;
  for (let count = 0; count < 45; count += 1) {
    arrival = takePairSlot(arrival, 1_000, limit);
    expect(arrival).not.toBeNull();
  }
  expect(takePairSlot(arrival, 1_000, limit)).toBeNull();
  expect(takePairSlot(arrival, 6_999, limit)).toBeNull();
  expect(takePairSlot(arrival, 7_000, limit)).not.toBeNull();
});

it("lets 80 messages through in any second (130429)", () => {
  const limit = { messages: 80, perMs: 1_000 };
  const full = Array.from({ length: 80 }, (_, index) => index);
  expect(takeThroughputSlot(full, 999, limit)).toBeNull();
  expect(takeThroughputSlot(full, 1_000, limit)).toHaveLength(80);
});

it("counts numbers and users apart; a refused call uses up nothing", () => {
  let now = 0;
  const limiter = createRateLimiter({ ...metaLimits, throughput: { messages: 2, perMs: 1_000 } }, () => now);
  expect([limiter.take("1", "a"), limiter.take("1", "b"), limiter.take("1", "c")]).toEqual([
    null,
    null,
    130429,
  ]);
  expect(limiter.take("2", "a")).toBeNull();
  now = 1_000;
  expect(limiter.take("1", "c")).toBeNull();
});

it("the API answers 131056 to the message past the burst", async () => {
  const bench = await startBench({ limits: { pair: { capacity: 1, intervalMs: 60_000 } } });
  const text = { type: "text", text: { body: "Hola" } };
  expect((await bench.send(text)).status).toBe(200);
  expect(await bench.send(text)).toMatchObject({ status: 400, body: { error: { code: 131056 } } });
});
