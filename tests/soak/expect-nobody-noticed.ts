import { expect } from "vitest";
import { noDoubles } from "../support/find-doubles.ts";
import type { RollingRestartsReport } from "./run-rolling-restarts.ts";

/** Fails unless every process ended in good order and nobody lost anything by it. */
export function expectNobodyNoticed(report: RollingRestartsReport): void {
  const { webhooks, sends, streams } = report;
  expect(report.unclean).toBe(0);
  expect(report.longestDrainMs).toBeLessThan(10_000);
  expect(webhooks.acknowledged).toBeGreaterThan(100);
  expect(webhooks.lost).toBe(0);
  expect(report.doubles).toEqual(noDoubles);
  expect(sends.accepted).toBeGreaterThan(20);
  // Whoever is asked to end lets its calls end: not even one outcome is unknown.
  expect(sends).toMatchObject({ lost: 0, doubled: 0, open: 0 });
  expect(Object.keys(sends.ends).filter((end) => !["delivered", "failed superseded"].includes(end))).toEqual(
    [],
  );
  // Streams end with a word when to come back, and go on after the last event: nobody reads everything afresh.
  expect(streams.sentAway).toBeGreaterThan(0);
  expect(streams.resets).toBe(streams.clients);
  expect(streams.differing).toBe(0);
  // Everybody who was refused was given to the next process, or asked again.
  const answers = Object.keys(webhooks.answers);
  expect(answers.filter((answer) => !["200", "502", "503"].includes(answer))).toEqual([]);
}
