import { describe, expect, it } from "vitest";
import { isQuiet, newsOf } from "./news-of.ts";

const now = Date.parse("2026-03-10T18:02:00+01:00");
const me = "me";
const every = { mine: true, mentions: true, unassigned: true };

function thread(assigneeId: string | null, sentAt = now) {
  const lastMessage = {
    id: "m",
    direction: "in" as const,
    kind: "text",
    channelId: null,
    automatic: false,
    text: "¿Hay parking?",
    status: "received",
    sentAt: new Date(sentAt).toISOString(),
  };
  return {
    assignee: assigneeId === null ? null : { id: assigneeId, name: "Ana" },
    lastMessage,
    status: "open" as const,
  };
}

describe("a customer's message is news", () => {
  it.each([
    [me, every, "mine"],
    [null, every, "unassigned"],
    ["other", every, null],
    [me, { ...every, mine: false }, null],
    [null, { ...every, unassigned: false }, null],
  ] as const)("in a thread of %s with %o: %s", (assignee, notify, kind) => {
    expect(newsOf(thread(assignee), { userId: me, notify, now })).toBe(kind);
  });

  it("for ten minutes and not longer", () => {
    const ask = (ageMs: number) => newsOf(thread(me, now - ageMs), { userId: me, notify: every, now });
    expect(ask(600_000)).toBe("mine");
    expect(ask(600_001)).toBeNull();
  });
});

describe("quiet hours", () => {
  const at = (time: string) => Date.parse(`2026-03-10T${time}+01:00`);
  it.each([
    [null, "03:00:00", false],
    [{ from: "22:00", to: "08:00" }, "21:59:59", false],
    [{ from: "22:00", to: "08:00" }, "22:00:00", true],
    [{ from: "22:00", to: "08:00" }, "07:59:59", true],
    [{ from: "22:00", to: "08:00" }, "08:00:00", false],
    [{ from: "14:00", to: "16:00" }, "14:00:00", true],
    [{ from: "14:00", to: "16:00" }, "16:00:00", false],
    [{ from: "14:00", to: "14:00" }, "14:00:00", false],
  ])("%o at %s in Madrid: %s", (hours, time, quiet) => {
    expect(isQuiet(hours, at(time), "Europe/Madrid")).toBe(quiet);
  });
});
