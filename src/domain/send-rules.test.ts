import { describe, expect, it } from "vitest";
import type { Category } from "./conversation.ts";
import { decideSend, maxTextLength, type SendQuestion } from "./send-rules.ts";
import { dayMs } from "./time.ts";
import { windowStateAt } from "./window.ts";

const now = 10_000;
const wroteAt = (sentAt: number) =>
  windowStateAt({ lastCustomerMessageAt: sentAt, refusedAttemptAt: null }, now);
const open = wroteAt(now);
const closed = wroteAt(now - dayMs);
const never = windowStateAt(null, now);

const question = (given: Partial<SendQuestion> = {}): SendQuestion => ({
  kind: "text",
  now,
  window: open,
  template: null,
  recipient: {
    hasWhatsApp: true,
    hasPhone: true,
    hasEmail: true,
    marketingStopped: false,
    marketingCappedUntil: null,
    blocked: false,
  },
  channelState: "connected",
  text: "Sí, gratuito",
  subject: null,
  hasAttachments: false,
  ...given,
});
const recipient = (given: Partial<SendQuestion["recipient"]>) => ({ ...question().recipient, ...given });
const template = (given: Partial<NonNullable<SendQuestion["template"]>> = {}) => ({
  status: "approved",
  category: "utility" as Category,
  hasAllFields: true,
  needsPhone: false,
  ...given,
});
const templateQuestion = (given: Partial<SendQuestion> = {}) =>
  question({ kind: "template", text: null, window: closed, template: template(), ...given });
const mail = (given: Partial<SendQuestion> = {}) =>
  question({ kind: "email", window: null, subject: "Tu reserva", ...given });

describe("free text", () => {
  it("Z1 A3 goes while the window is open", () => {
    expect(decideSend(question())).toEqual({ kind: "allowed" });
  });

  it.each([
    ["1 ms before closesAt", dayMs - 1, "allowed"],
    ["exactly at closesAt", dayMs, "refused"],
  ])("W10 A6 %s, by a window that was read when it was open: %s", (_, later, kind) => {
    expect(decideSend(question({ window: wroteAt(now), now: now + later })).kind).toBe(kind);
  });

  it("B4 is refused with the window's facts once it closed", () => {
    expect(decideSend(question({ window: closed }))).toEqual({
      kind: "refused",
      reason: "window-closed",
      state: "closed",
      closesAt: now,
    });
  });

  it.each([
    ["who never wrote", never],
    ["without any record", null],
  ])("B1 is refused for a customer %s", (_, window) => {
    expect(decideSend(question({ window }))).toEqual({
      kind: "refused",
      reason: "window-closed",
      state: "never",
      closesAt: null,
    });
  });

  it("D7 is refused while WhatsApp says closed", () => {
    const window = windowStateAt({ lastCustomerMessageAt: now, refusedAttemptAt: now + 1 }, now + 2);
    expect(decideSend(question({ window, now: now + 2 }))).toMatchObject({
      reason: "window-closed",
      state: "closed",
    });
  });

  it.each<[string, Partial<SendQuestion>, string]>([
    ["nothing typed", { text: "" }, "text-empty"],
    ["only spaces", { text: " \n\t " }, "text-empty"],
    ["no text at all", { text: null }, "text-empty"],
    ["one more than the longest", { text: "a".repeat(maxTextLength + 1) }, "text-too-long"],
    ["no WhatsApp address", { recipient: recipient({ hasWhatsApp: false }) }, "no-address"],
    ["a blocked customer", { recipient: recipient({ blocked: true }) }, "blocked"],
    ["a number that is not connected", { channelState: "disconnected" }, "channel-unavailable"],
  ])("%s: %s", (_, given, reason) => {
    expect(decideSend(question(given))).toEqual({ kind: "refused", reason });
  });

  it.each<[string, Partial<SendQuestion>]>([
    ["the longest text", { text: "a".repeat(maxTextLength) }],
    ["a picture without a text", { text: "", hasAttachments: true }],
    ["D12 a customer with a BSUID alone", { recipient: recipient({ hasPhone: false, hasEmail: false }) }],
    ["a customer who stopped marketing", { recipient: recipient({ marketingStopped: true }) }],
  ])("%s goes", (_, given) => {
    expect(decideSend(question(given))).toEqual({ kind: "allowed" });
  });

  it("a closed window is told before what is missing in the text", () => {
    expect(decideSend(question({ window: closed, text: "" }))).toMatchObject({ reason: "window-closed" });
  });
});

describe("template", () => {
  it.each([
    ["closed", closed],
    ["never opened", never],
    ["open", open],
    ["without any record", null],
  ])("B2 B5 goes with a window that is %s", (_, window) => {
    expect(decideSend(templateQuestion({ window }))).toEqual({ kind: "allowed" });
  });

  it.each<[string, Partial<SendQuestion>, string]>([
    ["none chosen", { template: null }, "template-missing"],
    ["B2 a field is empty", { template: template({ hasAllFields: false }) }, "fields-missing"],
    [
      "N12 one that needs a phone, for a BSUID alone",
      { template: template({ needsPhone: true }), recipient: recipient({ hasPhone: false }) },
      "phone-needed",
    ],
    [
      "a marketing one after the customer stopped marketing",
      { template: template({ category: "marketing" }), recipient: recipient({ marketingStopped: true }) },
      "marketing-stopped",
    ],
    [
      "a marketing_lite one too",
      {
        template: template({ category: "marketing_lite" }),
        recipient: recipient({ marketingStopped: true }),
      },
      "marketing-stopped",
    ],
    ["a blocked customer", { recipient: recipient({ blocked: true }) }, "blocked"],
    ["no WhatsApp address", { recipient: recipient({ hasWhatsApp: false }) }, "no-address"],
    ["a number that is not connected", { channelState: "disconnected" }, "channel-unavailable"],
  ])("%s: %s", (_, given, reason) => {
    expect(decideSend(templateQuestion(given))).toEqual({ kind: "refused", reason });
  });

  it.each(["pending", "rejected", "paused", "disabled", "a_future_status"])(
    "B2 F29 one that is %s is refused with its status",
    (status) => {
      expect(decideSend(templateQuestion({ template: template({ status }) }))).toEqual({
        kind: "refused",
        reason: "template-not-approved",
        status,
      });
    },
  );

  it.each<[string, Partial<SendQuestion>, object]>([
    [
      "marketing before the end",
      { recipient: recipient({ marketingCappedUntil: now + 1 }) },
      { until: now + 1 },
    ],
    ["marketing at the end", { recipient: recipient({ marketingCappedUntil: now }) }, { kind: "allowed" }],
    [
      "utility before the end",
      { template: template(), recipient: recipient({ marketingCappedUntil: now + 1 }) },
      { kind: "allowed" },
    ],
  ])("131049 WhatsApp's cap keeps marketing back until its end: %s", (_, given, decision) => {
    const marketing = { template: template({ category: "marketing" }), ...given };
    expect(decideSend(templateQuestion(marketing))).toMatchObject(decision);
  });

  it("why it can't be sent is told before which field is missing", () => {
    const paused = template({ status: "paused", hasAllFields: false });
    expect(decideSend(templateQuestion({ template: paused }))).toMatchObject({
      reason: "template-not-approved",
    });
  });

  it.each<[string, Partial<SendQuestion>]>([
    [
      "a utility one after the customer stopped marketing",
      { recipient: recipient({ marketingStopped: true }) },
    ],
    ["one that needs a phone, to a phone", { template: template({ needsPhone: true }) }],
  ])("%s goes", (_, given) => {
    expect(decideSend(templateQuestion(given))).toEqual({ kind: "allowed" });
  });
});

describe("mail and note", () => {
  it("C1 Z15 a mail goes whatever the window is", () => {
    expect(decideSend(mail())).toEqual({ kind: "allowed" });
    expect(decideSend(mail({ window: closed }))).toEqual({ kind: "allowed" });
  });

  it.each<[string, Partial<SendQuestion>, string]>([
    ["C4 no e-mail address", { recipient: recipient({ hasEmail: false }) }, "no-address"],
    ["C1 no subject", { subject: " " }, "subject-missing"],
    ["no text", { text: "" }, "text-empty"],
    ["a blocked customer", { recipient: recipient({ blocked: true }) }, "blocked"],
    ["a mailbox that is not connected", { channelState: "disconnected" }, "channel-unavailable"],
  ])("a mail with %s: %s", (_, given, reason) => {
    expect(decideSend(mail(given))).toEqual({ kind: "refused", reason });
  });

  it("a mail may be longer than WhatsApp allows", () => {
    expect(decideSend(mail({ text: "a".repeat(maxTextLength + 1) }))).toEqual({ kind: "allowed" });
  });

  it("a note is always possible, also for a blocked customer without any channel", () => {
    const nobody = recipient({ hasWhatsApp: false, hasEmail: false, blocked: true });
    const note = question({ kind: "note", window: null, recipient: nobody, channelState: "disconnected" });
    expect(decideSend(note)).toEqual({ kind: "allowed" });
    expect(decideSend({ ...note, text: "" })).toEqual({ kind: "refused", reason: "text-empty" });
  });
});
