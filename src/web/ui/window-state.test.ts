import { describe, expect, it } from "vitest";
import type { WindowView } from "#contract/threads.ts";
import { windowNow } from "./window-state.ts";

const lastCustomerMessageAt = "2026-03-10T17:19:00.000Z";
const closesAt = "2026-03-11T17:19:00.000Z";
const view: WindowView = {
  channelId: "c",
  identityId: "i",
  state: "open",
  closesAt,
  lastCustomerMessageAt,
};

describe("the window on the screen", () => {
  it("A6 is open one millisecond before it closes and closed at that moment, although the API said open", () => {
    expect(windowNow(view, Date.parse(closesAt) - 1).state).toBe("open");
    expect(windowNow(view, Date.parse(closesAt))).toMatchObject({ state: "closed", closedBy: "time" });
  });

  it("opens again when the clock of the demo goes back", () => {
    const closed: WindowView = { ...view, state: "closed", closedBy: "time" };
    expect(windowNow(closed, Date.parse(closesAt) - 1).state).toBe("open");
  });

  it("D7 stays closed when WhatsApp closed it, until the time is up", () => {
    const refused: WindowView = { ...view, state: "closed", closedBy: "provider" };
    expect(windowNow(refused, Date.parse(closesAt) - 1)).toMatchObject({ closedBy: "provider" });
    expect(windowNow(refused, Date.parse(closesAt))).toMatchObject({ closedBy: "time" });
  });

  it("W10 follows a margin that the owner set", () => {
    const early: WindowView = { ...view, closesAt: "2026-03-11T17:09:00.000Z" };
    expect(windowNow(early, Date.parse("2026-03-11T17:08:59.999Z")).state).toBe("open");
    expect(windowNow(early, Date.parse("2026-03-11T17:09:00.000Z")).state).toBe("closed");
  });

  it("B1 (a) was never open for a customer who never wrote", () => {
    expect(windowNow(undefined, 0)).toEqual({ state: "never" });
    expect(windowNow({ ...view, state: "never", closesAt: null, lastCustomerMessageAt: null }, 0)).toEqual({
      state: "never",
    });
  });
});
