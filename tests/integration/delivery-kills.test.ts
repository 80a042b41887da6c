import { expect, it } from "vitest";
import { killAroundCalls } from "../soak/kill-around-calls.ts";

it("F6, P3, P4: 30 processes killed around the provider call: at most one call a message, and all settle", async () => {
  const report = await killAroundCalls({ rounds: 10 });
  expect(report).toMatchObject({ killed: 30, doubled: 0, uncalled: 0, left: 0 });
  // What was sent, and what nobody knows of those that were killed: nothing else.
  const { sent = 0, unknown = 0, ...others } = report.ends;
  expect(others).toEqual({});
  expect(sent + unknown).toBe(report.submitted);
  expect(sent).toBeGreaterThanOrEqual(12);
  expect(unknown).toBeGreaterThan(0);
}, 300_000);
