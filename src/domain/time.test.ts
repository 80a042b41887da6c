import { describe, expect, it } from "vitest";
import { localDate, localMonth, localTime } from "./time.ts";

describe("calendar of a time zone", () => {
  it.each([
    ["2026-09-30T21:59:59.999Z", "Europe/Madrid", "2026-09-30", "23:59"],
    ["2026-09-30T22:00:00.000Z", "Europe/Madrid", "2026-10-01", "00:00"],
    ["2026-09-30T22:30:00.000Z", "America/New_York", "2026-09-30", "18:30"],
    ["2026-10-31T22:59:59.000Z", "Europe/Madrid", "2026-10-31", "23:59"],
    ["2026-10-31T23:00:00.000Z", "Europe/Madrid", "2026-11-01", "00:00"],
    ["2026-12-31T23:30:00.000Z", "UTC", "2026-12-31", "23:30"],
    ["2026-12-31T23:30:00.000Z", "Asia/Kolkata", "2027-01-01", "05:00"],
  ])("%s in %s is %s %s", (iso, timeZone, date, time) => {
    const at = Date.parse(iso);
    expect(localDate(at, timeZone)).toBe(date);
    expect(localMonth(at, timeZone)).toBe(date.slice(0, 7));
    expect(localTime(at, timeZone)).toBe(time);
  });

  it("D5 a shown time is rounded down: 18:19:37 and 18:19:59.999 show 18:19", () => {
    expect(localTime(Date.parse("2026-03-10T18:19:37+01:00"), "Europe/Madrid")).toBe("18:19");
    expect(localTime(Date.parse("2026-03-10T18:19:59.999+01:00"), "Europe/Madrid")).toBe("18:19");
  });
});
