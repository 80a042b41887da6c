import { expect, it } from "vitest";
import type { Pair } from "../model.ts";
import { isWindowOpen, opensWindow, openWindow, windowClosesAt } from "./window-engine.ts";

const day = 24 * 3_600_000;
const newPair = (): Pair => ({
  phoneNumberId: "1",
  customerKey: "customer-1",
  windowOpenedAt: null,
  referralAt: null,
  periods: [],
  messageIds: [],
  isBlocked: false,
});

it("is open 1 ms before 24 hours and closed at 24 hours (W10)", () => {
  const pair = newPair();
  expect([isWindowOpen(null, 0), isWindowOpen(pair, 0), windowClosesAt(pair)]).toEqual([false, false, null]);
  openWindow(pair, 1_000);
  expect(isWindowOpen(pair, 1_000 + day - 1)).toBe(true);
  expect(isWindowOpen(pair, 1_000 + day)).toBe(false);
  openWindow(pair, 500);
  expect(windowClosesAt(pair)).toBe(1_000 + day);
});

it("every message opens it but system events, edits and taken-off reactions (W1–W7)", () => {
  const opening = ["text", "image", "button", "order", "unsupported", "request_welcome", "reaction"];
  expect(opening.every((type) => opensWindow(type, false))).toBe(true);
  expect(["system", "edit", "revoke"].some((type) => opensWindow(type, false))).toBe(false);
  expect(opensWindow("reaction", true)).toBe(false);
});
