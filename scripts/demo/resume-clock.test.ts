import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { createClock } from "../../simulators/clock.ts";
import { resumeClock } from "./resume-clock.ts";

const hourMs = 3_600_000;

function startIn(folder: string): ReturnType<typeof createClock> {
  const clock = createClock();
  resumeClock(clock, folder);
  return clock;
}

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "mc-clock-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it.each([
  ["ahead, it goes on from there", 25, 25],
  ["back, it is real time again", -3, 0],
  ["not at all, it is real time", 0, 0],
])("the demo's clock after a restart: moved %s", (_case, moved, hours) => {
  const folder = makeFolder();
  startIn(folder).advance(moved * hourMs);
  const aheadMs = startIn(folder).now() - Date.now();
  expect(Math.round(aheadMs / hourMs)).toBe(hours);
});

it("a damaged memory of the clock is no reason not to start", () => {
  const folder = makeFolder();
  writeFileSync(join(folder, "clock.json"), "");
  expect(Math.round((startIn(folder).now() - Date.now()) / hourMs)).toBe(0);
});
