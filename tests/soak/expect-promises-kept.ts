import { expect } from "vitest";
import { noDoubles } from "../support/find-doubles.ts";
import type { ManyProcessesReport } from "./run-many-processes.ts";

// An automatic answer gives way to a person's (superseded); what a dead process had in hand may be unknown.
const goodEnds = ["delivered", "unknown lost-answer", "failed superseded"];

/** Fails unless much happened and nothing that may not. */
export function expectPromisesKept(report: ManyProcessesReport): void {
  const { webhooks, sends, streams, busiestSecond } = report;
  expect(webhooks.acknowledged).toBeGreaterThan(100);
  expect(webhooks.lost).toBe(0);
  expect(report.doubles).toEqual(noDoubles);
  expect(report.deadlocks).toBe(0);
  expect(sends.accepted).toBeGreaterThan(20);
  expect(sends).toMatchObject({ lost: 0, doubled: 0, open: 0 });
  expect(Object.keys(sends.ends).filter((end) => !goodEnds.includes(end))).toEqual([]);
  expect(busiestSecond.calls).toBeGreaterThan(5);
  expect(busiestSecond.calls).toBeLessThanOrEqual(busiestSecond.allowed);
  expect(streams.breaks).toBeGreaterThan(0);
  expect(streams.differing).toBe(0);
  expect(report.rings > 50).toBe(report.doorbell === "NATS");
}
