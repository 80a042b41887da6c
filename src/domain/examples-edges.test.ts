import { describe, expect, it } from "vitest";
import { D, newStory, windowClosed } from "../../tests/support/thread-story.ts";
import { phoneKey } from "./address.ts";
import { plannedAttempt, startAttempt } from "./delivery-status.ts";
import { joinStatus } from "./join-status.ts";
import { localTime, minuteMs, secondMs } from "./time.ts";
import { isLostWindow } from "./waiting.ts";

describe("D. Edges that decide trust", () => {
  it("D1 sent 18:19, received 20:00: the window counts from 18:19, and no automatic answer goes", () => {
    const story = newStory({ autoReplyIsOn: true });
    expect(story.customerWrites(D("18:19"), { receivedAt: D("20:00") })).toEqual({
      kind: "skip",
      reason: "old",
    });
    expect(story.windowAt(D("20:00"))).toMatchObject({ state: "open", closesAt: D("18:19", 1) });
  });

  it("D1 received more than 24 h late: shown, window closed, no automatic answer", () => {
    const story = newStory({ autoReplyIsOn: true });
    expect(story.customerWrites(D("18:19"), { receivedAt: D("18:20", 1) }).kind).toBe("skip");
    expect(story.windowAt(D("18:20", 1))).toMatchObject({ state: "closed", closedBy: "time" });
    expect(story.isUnanswered()).toBe(true);
  });

  it("D2 the 18:02 message after the 18:19 one does not shrink the window", () => {
    const story = newStory();
    story.customerWrites(D("18:19"));
    story.customerWrites(D("18:02"), { receivedAt: D("18:21") });
    expect(story.windowAt(D("18:21"))).toMatchObject({ closesAt: D("18:19", 1) });
  });

  it("D3 the same webhook twice: one message, one automatic answer", () => {
    const story = newStory({ autoReplyIsOn: true });
    expect(story.customerWrites(D("18:02"), { id: "wamid.1" })).toEqual({ kind: "send" });
    expect(story.customerWrites(D("18:02"), { id: "wamid.1" })).toEqual({
      kind: "skip",
      reason: "duplicate",
    });
    expect(story.inbounds).toHaveLength(1);
    expect(story.sentCount()).toBe(1);
  });

  it("D4 Sat 24 Oct 2026 18:19 Madrid closes Sun 25 Oct 17:19 local", () => {
    const sentAt = Date.parse("2026-10-24T18:19:00+02:00");
    const story = newStory();
    story.customerWrites(sentAt);
    const closesAt = Date.parse("2026-10-25T17:19:00+01:00");
    expect(story.windowAt(sentAt)).toMatchObject({ closesAt });
    expect(localTime(closesAt, "Europe/Madrid")).toBe("17:19");
    expect(story.agentSends("text", closesAt - 1)).toEqual({ kind: "allowed" });
    expect(story.agentSends("text", closesAt)).toEqual(windowClosed("closed", closesAt));
  });

  it("D5 18:19:37 closes 18:19:37; the display rounds down to 18:19", () => {
    const story = newStory();
    story.customerWrites(D("18:19:37"));
    const closesAt = D("18:19:37", 1);
    expect(story.agentSends("text", closesAt - 1)).toEqual({ kind: "allowed" });
    expect(story.agentSends("text", closesAt)).toEqual(windowClosed("closed", closesAt));
    expect(localTime(closesAt, "Europe/Madrid")).toBe("18:19");
  });

  it("D6 a window on number 1 gives no right on number 2", () => {
    const story = newStory();
    story.customerWrites(D("10:00"));
    expect(story.agentSends("text", D("10:01"), { channel: "number-2" })).toEqual(
      windowClosed("never", null),
    );
  });

  it("D7 Meta refuses although we say open: closed according to WhatsApp until a later customer message", () => {
    const story = newStory();
    story.customerWrites(D("10:00"));
    story.agentSends("text", D("10:10"));
    story.failLast();
    story.refuse(D("10:10"));
    expect(story.exitsAt(D("10:11"))).toEqual({
      wording: "closed-by-whatsapp",
      exits: ["template", "email", "note"],
    });
    expect(story.agentSends("text", D("10:11"))).toMatchObject({ reason: "window-closed" });
    story.customerWrites(D("10:12"));
    expect(story.agentSends("text", D("10:13"))).toEqual({ kind: "allowed" });
  });

  it("D8 the window runs out while typing: the same state, asked again, refuses and offers the ways on", () => {
    const story = newStory();
    story.customerWrites(D("18:19"));
    const seenWhenOpen = story.windowAt(D("18:18:59", 1));
    expect(seenWhenOpen.state).toBe("open");
    expect(story.agentSends("text", D("18:19", 1), { window: seenWhenOpen })).toEqual(
      windowClosed("closed", D("18:19", 1)),
    );
    expect(story.exitsAt(D("18:19", 1)).exits).toEqual(["template", "email", "note"]);
  });

  it("D10 a window that ran out on a customer who was never answered is lost", () => {
    const closesAt = D("18:02", 1);
    expect(isLostWindow({ closesAt, askedSeq: 1, answeredSeq: null }, closesAt)).toBe(true);
    expect(isLostWindow({ closesAt, askedSeq: 1, answeredSeq: 3 }, closesAt)).toBe(false);
  });

  it("D11 at most one automatic answer in 12 h, and none within 30 min of an agent", () => {
    const story = newStory({ autoReplyIsOn: true });
    expect(story.customerWrites(D("06:00")).kind).toBe("send");
    expect(story.customerWrites(D("17:59:59"))).toEqual({ kind: "skip", reason: "recent" });
    expect(story.agentSends("text", D("17:59:59"))).toEqual({ kind: "allowed" });
    expect(story.customerWrites(D("18:29:58"))).toEqual({ kind: "skip", reason: "agent-active" });
    expect(story.customerWrites(D("18:29:59"))).toEqual({ kind: "send" });
  });

  it("D12 a customer with a BSUID alone is answered; only templates that need a phone are not sendable", () => {
    const recipient = {
      hasWhatsApp: true,
      hasPhone: false,
      hasEmail: false,
      marketingStopped: false,
      marketingCappedUntil: null,
      blocked: false,
    };
    const story = newStory();
    story.customerWrites(D("10:00"));
    expect(story.agentSends("text", D("10:01"), { recipient })).toEqual({ kind: "allowed" });
    const template = {
      status: "approved",
      category: "authentication" as const,
      hasAllFields: true,
      needsPhone: true,
    };
    expect(story.agentSends("template", D("10:02"), { recipient, template })).toEqual({
      kind: "refused",
      reason: "phone-needed",
    });
  });

  it("D13 phone variants are one customer's: the same key however the number is written", () => {
    expect(phoneKey("5215500000001")).toBe(phoneKey("525500000001"));
    expect(phoneKey("5531980000001")).toBe(phoneKey("553180000001"));
    expect(phoneKey("5491100000001")).toBe(phoneKey("541100000001"));
  });

  it("D14 a status before the answer of the call, read without delivered, sent after read: never back", () => {
    const told = [
      { status: "read", at: 2 * secondMs },
      { status: "read", at: minuteMs },
      { status: "sent", at: 3 * secondMs },
    ];
    const state = told.reduce(joinStatus, startAttempt(0));
    expect(state).toMatchObject({
      status: "read",
      deliveredAt: null,
      readAt: 2 * secondMs,
      acceptedAt: null,
    });
    expect(joinStatus(plannedAttempt, { status: "sent", at: 1 }).status).toBe("sent");
  });
});
