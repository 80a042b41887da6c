import { describe, expect, it } from "vitest";
import type { ThreadItem } from "#contract/threads.ts";
import { hourMs, minuteMs } from "#domain/time.ts";
import { dueWarnings } from "./due-warnings.ts";

const closesAt = Date.parse("2026-03-11T18:19:00+01:00");
const place = { channelId: "number-1", identityId: "maria" };

function thread(change: Partial<ThreadItem> = {}): ThreadItem {
  return {
    id: "t1",
    customer: { id: "c1", name: "María", phone: null, email: null },
    lastMessage: null,
    lastActivityAt: new Date(closesAt - 24 * hourMs).toISOString(),
    unread: 1,
    unanswered: true,
    waitingSince: new Date(closesAt - 24 * hourMs).toISOString(),
    waitingFor: place,
    status: "open",
    snoozedUntil: null,
    assignee: null,
    tags: [],
    windows: [
      {
        ...place,
        state: "open",
        closesAt: new Date(closesAt).toISOString(),
        lastCustomerMessageAt: new Date(closesAt - 24 * hourMs).toISOString(),
      },
    ],
    version: 1,
    ...change,
  };
}

const keys = (now: number, change: Partial<ThreadItem> = {}) =>
  dueWarnings([thread(change)], now).map(({ key }) => key.split(" ")[2]);

describe("a window that closes on a waiting customer", () => {
  it("warns from 2 h before, anew from 30 min before, and no more once it is closed", () => {
    expect(keys(closesAt - 2 * hourMs - 1)).toEqual([]);
    expect(keys(closesAt - 2 * hourMs)).toEqual(["1"]);
    expect(keys(closesAt - 30 * minuteMs - 1)).toEqual(["1"]);
    expect(keys(closesAt - 30 * minuteMs)).toEqual(["0"]);
    expect(keys(closesAt - 1)).toEqual(["0"]);
    expect(keys(closesAt)).toEqual([]);
  });

  it("warns of nothing when nobody waits or the window is another one", () => {
    expect(keys(closesAt - hourMs, { waitingFor: null })).toEqual([]);
    expect(keys(closesAt - hourMs, { waitingFor: { ...place, channelId: "number-2" } })).toEqual([]);
  });

  it("is another warning after the customer wrote again, because the window is longer then", () => {
    const [first] = dueWarnings([thread()], closesAt - hourMs);
    const later = thread();
    const [window] = later.windows;
    const longer = { ...window, ...place, state: "open" as const, lastCustomerMessageAt: null };
    const windows = [{ ...longer, closesAt: new Date(closesAt + hourMs).toISOString() }];
    const [second] = dueWarnings([thread({ windows })], closesAt - 30 * minuteMs);
    expect(second?.key).not.toBe(first?.key);
  });

  it("comes before one with more time left", () => {
    const calm = thread({ id: "t2" });
    const soon = thread({
      windows: [
        {
          ...place,
          state: "open",
          closesAt: new Date(closesAt - 10 * minuteMs).toISOString(),
          lastCustomerMessageAt: null,
        },
      ],
    });
    expect(dueWarnings([calm, soon], closesAt - hourMs).map(({ thread: { id } }) => id)).toEqual([
      "t1",
      "t2",
    ]);
  });
});
