import { describe, expect, it } from "vitest";
import { hourMs, minuteMs, secondMs } from "#domain/time.ts";
import es from "../text/es.json" with { type: "json" };
import { createWords } from "../text/translate.ts";
import {
  formatClock,
  formatDay,
  formatLeft,
  formatListTime,
  formatOf,
  formatUntil,
  type TimeContext,
} from "./format-time.ts";

const now = Date.parse("2026-03-10T17:27:00Z");
const context: TimeContext = { words: createWords(es, "es"), language: "es", timeZone: "Europe/Madrid", now };

describe("times on the screen", () => {
  it("A5 says until when the window is open and because of which message, in the workspace's time zone", () => {
    expect(formatUntil(Date.parse("2026-03-11T17:19:00Z"), context)).toBe("mañana, 18:19");
    expect(formatOf(Date.parse("2026-03-10T17:19:00Z"), context)).toBe("de las 18:19");
    expect(formatUntil(Date.parse("2026-03-10T19:00:00Z"), context)).toBe("las 20:00");
    expect(formatOf(Date.parse("2026-03-09T17:19:00Z"), context)).toBe("de ayer, 18:19");
  });

  it("D5 rounds down, so that it never promises too much", () => {
    expect(formatClock(Date.parse("2026-03-10T17:19:37Z"), context)).toBe("18:19");
    expect(formatLeft(24 * hourMs - secondMs, context.words)).toBe("23 h 59 min");
    expect(formatLeft(2 * minuteMs - 1, context.words)).toBe("1 min");
    expect(formatLeft(minuteMs - 1, context.words)).toBe("menos de 1 min");
  });

  it("D4 shows the closing time after the clocks changed", () => {
    const before = { ...context, now: Date.parse("2026-10-24T16:30:00Z") };
    expect(formatUntil(Date.parse("2026-10-25T16:19:00Z"), before)).toBe("mañana, 17:19");
  });

  it("counts days by the calendar of the workspace, not by 24 hours", () => {
    const late = { ...context, now: Date.parse("2026-03-10T23:30:00Z") };
    expect(formatDay(Date.parse("2026-03-10T22:59:00Z"), late)).toBe("ayer");
    expect(formatDay(Date.parse("2026-03-10T23:01:00Z"), late)).toBe("hoy");
  });

  it("shows a clock today, a word yesterday, a weekday within a week, else the date", () => {
    expect(formatListTime(Date.parse("2026-03-10T09:00:00Z"), context)).toBe("10:00");
    expect(formatListTime(Date.parse("2026-03-09T09:00:00Z"), context)).toBe("Ayer");
    expect(formatListTime(Date.parse("2026-03-06T09:00:00Z"), context)).toBe("vie");
    expect(formatListTime(Date.parse("2026-03-01T09:00:00Z"), context)).toBe("1 mar");
    expect(formatListTime(Date.parse("2025-12-01T09:00:00Z"), context)).toBe("1 dic 2025");
  });
});
