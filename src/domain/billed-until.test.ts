import { expect, it } from "vitest";
import { billedUntil } from "./billed-until.ts";

const today = "2026-03-10";

it.each<[string, string | null, string[], string]>([
  ["the newest days may be late", null, [], "2026-03-07"],
  ["what came before is settled, too", null, ["2026-03-02"], "2026-03-07"],
  ["a day in the bill is there, and those before it", null, ["2026-03-02", "2026-03-09"], "2026-03-09"],
  ["a day that was read is read again", "2026-03-08", [], "2026-03-08"],
  ["an older one moves nothing", "2026-02-20", [], "2026-03-07"],
])("%s", (_, lastRead, billedDays, until) => {
  expect(billedUntil({ today, lastRead, billedDays })).toBe(until);
});
