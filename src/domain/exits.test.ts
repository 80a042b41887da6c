import { describe, expect, it } from "vitest";
import { type ExitsQuestion, exitsFor, mayRetryRefused } from "./exits.ts";
import { dayMs } from "./time.ts";
import { type WindowState, windowStateAt } from "./window.ts";

const now = 100_000;
const wroteAt = (sentAt: number, refusedAttemptAt: number | null = null): WindowState =>
  windowStateAt({ lastCustomerMessageAt: sentAt, refusedAttemptAt }, now);
const open = wroteAt(now);
const closed = wroteAt(now - dayMs);
const refused = wroteAt(now - 5_000, now - 1_000);
const never = windowStateAt(null, now);

const question = (given: Partial<ExitsQuestion> = {}): ExitsQuestion => ({
  now,
  window: closed,
  recipient: { hasEmail: true, blocked: false },
  mailState: "connected",
  lastTemplateAt: null,
  ...given,
});

describe("which words explain the composer", () => {
  it.each<[string, Partial<ExitsQuestion>, string]>([
    ["A3 open", { window: open }, "open"],
    ["A6 a window read as open that has closed since", { window: open, now: now + dayMs }, "closed-by-time"],
    ["B1 (a) never written to", { window: never }, "never-written"],
    ["B1 (a) no record of a window", { window: null }, "never-written"],
    ["B1 (b) the last message is more than 24 h old", { window: closed }, "closed-by-time"],
    ["D7 WhatsApp refused", { window: refused }, "closed-by-whatsapp"],
    [
      "B5 a template is out and nobody ever answered",
      { window: never, lastTemplateAt: now - 1 },
      "awaiting-answer",
    ],
    [
      "B5 a template is out since the customer's last message",
      { lastTemplateAt: now - 1 },
      "awaiting-answer",
    ],
    [
      "a template from before the customer's last message",
      { lastTemplateAt: now - dayMs - 1 },
      "closed-by-time",
    ],
    [
      "a template in the moment of the customer's last message",
      { lastTemplateAt: now - dayMs },
      "closed-by-time",
    ],
    ["B6 the answer opens it", { window: open, lastTemplateAt: now - 1 }, "open"],
  ])("%s: %s", (_, given, wording) => {
    expect(exitsFor(question(given)).wording).toBe(wording);
  });
});

describe("which ways on are offered", () => {
  it.each<[string, Partial<ExitsQuestion>, string[]]>([
    ["none is needed while the window is open", { window: open }, []],
    ["A8 B1 template, e-mail or note", {}, ["template", "email", "note"]],
    [
      "C4 without an address the switch offers to add one",
      { recipient: { hasEmail: false, blocked: false } },
      ["template", "add-email", "note"],
    ],
    ["no mailbox to write from", { mailState: "absent" }, ["template", "note"]],
    ["a mailbox that is not connected", { mailState: "disconnected" }, ["template", "note"]],
    ["a blocked customer", { recipient: { hasEmail: true, blocked: true } }, ["note"]],
  ])("%s", (_, given, exits) => {
    expect(exitsFor(question(given)).exits).toEqual(exits);
  });
});

describe("W9 D7 a person may try once more", () => {
  it.each<[string, WindowState, number, number, boolean]>([
    ["after WhatsApp refused although our clock said open", refused, now, 0, true],
    ["not a second time", refused, now, 1, false],
    ["1 ms before our own clock closes", refused, now - 5_000 + dayMs - 1, 0, true],
    ["not once our own clock says closed", refused, now - 5_000 + dayMs, 0, false],
    ["not when time closed it", closed, now, 0, false],
    ["no need while it is open", open, now, 0, false],
    ["not where nobody ever wrote", never, now, 0, false],
  ])("%s", (_, window, at, retriesSoFar, may) => {
    expect(mayRetryRefused(window, at, retriesSoFar)).toBe(may);
  });
});
