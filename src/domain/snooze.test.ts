import { describe, expect, it } from "vitest";
import { instantAt } from "./local-instant.ts";
import { snoozePresets } from "./snooze.ts";

const zone = "Europe/Madrid";
const at = (text: string) => Date.parse(text);
const offered = (now: string) =>
  snoozePresets(at(now), zone).map((preset) => `${preset.kind} ${new Date(preset.at).toISOString()}`);

describe("times to put a thread off until", () => {
  it("are later today, tomorrow at 8:00 and Monday at 8:00 by the workspace's clock", () => {
    expect(offered("2026-03-10T10:10:00+01:00")).toEqual([
      "later-today 2026-03-10T12:30:00.000Z",
      "tomorrow 2026-03-11T07:00:00.000Z",
      "monday 2026-03-16T07:00:00.000Z",
    ]);
  });

  it("later today is offered up to 20:00 and not beyond", () => {
    expect(offered("2026-03-10T17:00:00+01:00")[0]).toBe("later-today 2026-03-10T19:00:00.000Z");
    expect(offered("2026-03-10T17:00:01+01:00")[0]).toMatch(/^tomorrow/);
    expect(offered("2026-03-10T23:59:00+01:00")[0]).toMatch(/^tomorrow/);
  });

  it("on a Sunday Monday is tomorrow and offered once; on a Monday it is the next one", () => {
    expect(offered("2026-03-15T21:00:00+01:00")).toEqual(["tomorrow 2026-03-16T07:00:00.000Z"]);
    expect(offered("2026-03-16T21:00:00+01:00")).toEqual([
      "tomorrow 2026-03-17T07:00:00.000Z",
      "monday 2026-03-23T07:00:00.000Z",
    ]);
  });

  it("stay 8:00 on the wall when the clocks change in between", () => {
    expect(offered("2026-03-28T21:00:00+01:00")[0]).toBe("tomorrow 2026-03-29T06:00:00.000Z");
    expect(offered("2026-10-24T21:00:00+02:00")[0]).toBe("tomorrow 2026-10-25T07:00:00.000Z");
  });
});

describe("a time on the wall", () => {
  it.each([
    ["2026-03-10", "08:00", "2026-03-10T07:00:00.000Z"],
    ["2026-07-10", "08:00", "2026-07-10T06:00:00.000Z"],
    // Skipped: 02:30 does not exist that night.
    ["2026-03-29", "02:30", "2026-03-29T01:30:00.000Z"],
    // Twice: the first one counts.
    ["2026-10-25", "02:30", "2026-10-25T00:30:00.000Z"],
  ])("%s %s in Madrid is %s", (date, time, expected) => {
    expect(new Date(instantAt(date, time, zone)).toISOString()).toBe(expected);
  });
});
