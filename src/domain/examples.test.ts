import { describe, expect, it } from "vitest";
import { D, newStory, type Story, windowClosed } from "../../tests/support/thread-story.ts";
import { assignInbound, causeOf } from "./assign-inbound.ts";
import { startAttempt } from "./delivery-status.ts";
import { joinStatus } from "./join-status.ts";
import { hourMs } from "./time.ts";

describe("A. Started by the customer", () => {
  /** A1 and A2; then A4 and A5, as far as asked for. */
  function storyA({ answered = false, wroteAgain = false } = {}): Story {
    const story = newStory({ autoReplyIsOn: true });
    story.customerWrites(D("18:02"));
    if (answered) {
      story.agentSends("text", D("18:16"));
    }
    if (wroteAgain) {
      story.customerWrites(D("18:19"));
    }
    return story;
  }

  it("A1 Z3 the question opens the window until D+1 18:02, the thread is unanswered, no conversation yet", () => {
    const story = newStory();
    story.customerWrites(D("18:02"));
    expect(story.windowAt(D("18:02"))).toMatchObject({ state: "open", closesAt: D("18:02", 1) });
    expect(story.isUnanswered()).toBe(true);
    expect(story.conversations()).toEqual([]);
  });

  it("A2 Z6 Z10 one automatic answer: a conversation by the customer from 18:02; the window and the waiting stay", () => {
    const story = storyA();
    expect(story.sentCount()).toBe(1);
    expect(story.lastItem()).toMatchObject({ isAutomatic: true });
    expect(story.shownConversations()).toEqual([["service", "customer", D("18:02"), D("18:02", 1), 1]]);
    expect(story.windowAt(D("18:02"))).toMatchObject({ closesAt: D("18:02", 1) });
    expect(story.isUnanswered()).toBe(true);
  });

  it("A2 K9 the conversation knows the message that it came from", () => {
    const story = storyA();
    const conversations = story.conversations();
    const assigned = story.inbounds.map(({ id, sentAt }) => ({
      id,
      sentAt,
      conversationId: assignInbound({ sentAt, refersTo: null }, conversations),
    }));
    expect(conversations.map((conversation) => causeOf(conversation, assigned))).toEqual(["in-0"]);
  });

  it("A3 at 18:10 free text is enabled, open until 18:02 tomorrow", () => {
    const story = storyA();
    expect(story.exitsAt(D("18:10"))).toEqual({ wording: "open", exits: [] });
    expect(story.windowAt(D("18:10"))).toMatchObject({ state: "open", closesAt: D("18:02", 1) });
  });

  it("A4 Z11 the answer at 18:16 is accepted: same conversation, same window, thread answered", () => {
    const story = storyA();
    expect(story.agentSends("text", D("18:16"))).toEqual({ kind: "allowed" });
    expect(story.shownConversations()).toEqual([["service", "customer", D("18:02"), D("18:02", 1), 2]]);
    expect(story.windowAt(D("18:16"))).toMatchObject({ closesAt: D("18:02", 1) });
    expect(story.isUnanswered()).toBe(false);
  });

  it("A5 the message of 18:19 moves the window, not the conversation, and gets no second automatic answer", () => {
    const story = storyA({ answered: true });
    expect(story.customerWrites(D("18:19"))).toEqual({ kind: "skip", reason: "recent" });
    expect(story.windowAt(D("18:19"))).toMatchObject({ closesAt: D("18:19", 1) });
    expect(story.shownConversations()).toEqual([["service", "customer", D("18:02"), D("18:02", 1), 2]]);
    expect(story.isUnanswered()).toBe(true);
  });

  it("A6 at D+1 18:18:59 free text is accepted, at 18:19:00 refused, and nothing is queued", () => {
    const story = storyA({ answered: true, wroteAgain: true });
    expect(story.agentSends("text", D("18:18:59", 1))).toEqual({ kind: "allowed" });
    const before = story.sentCount();
    expect(story.agentSends("text", D("18:19", 1))).toEqual(windowClosed("closed", D("18:19", 1)));
    expect(story.sentCount()).toBe(before);
  });

  it.each(["18:02:00", "18:10:00", "18:18:59"])(
    "A7 an answer at D+1 %s begins a new conversation by the customer",
    (time) => {
      const story = storyA({ answered: true, wroteAgain: true });
      expect(story.agentSends("text", D(time, 1))).toEqual({ kind: "allowed" });
      expect(story.shownConversations()).toEqual([
        ["service", "customer", D("18:02"), D("18:02", 1), 2],
        ["service", "customer", D(time, 1), D(time, 2), 1],
      ]);
    },
  );

  it("A7 one second earlier it still belongs to the first", () => {
    const story = storyA({ answered: true, wroteAgain: true });
    story.agentSends("text", D("18:01:59", 1));
    expect(story.shownConversations()).toEqual([["service", "customer", D("18:02"), D("18:02", 1), 3]]);
  });

  it("A8 Z1 closed: only template, e-mail or note are offered", () => {
    const story = storyA({ answered: true, wroteAgain: true });
    expect(story.exitsAt(D("18:19", 1))).toEqual({
      wording: "closed-by-time",
      exits: ["template", "email", "note"],
    });
  });
});

describe("B. Started by the business", () => {
  /** B3: a utility template at D 10:00; then B6, "Gracias" at 11:00. */
  function storyB({ answered = false } = {}): Story {
    const story = newStory();
    story.agentSends("template", D("10:00"));
    if (answered) {
      story.customerWrites(D("11:00"));
    }
    return story;
  }

  it("B1 Z12 never written and written too long ago are told in different words, with the same ways on", () => {
    const longAgo = newStory();
    longAgo.customerWrites(D("10:00") - 24 * hourMs);
    const exits = ["template", "email", "note"];
    expect(newStory().exitsAt(D("10:00"))).toEqual({ wording: "never-written", exits });
    expect(longAgo.exitsAt(D("10:00"))).toEqual({ wording: "closed-by-time", exits });
    expect(longAgo.exitsAt(D("10:00") - 1).wording).toBe("open");
  });

  it("B2 a template with an empty field waits; one without fields can be sent at once", () => {
    const template = {
      status: "approved",
      category: "utility" as const,
      hasAllFields: false,
      needsPhone: false,
    };
    const story = newStory();
    expect(story.agentSends("template", D("10:00"), { template })).toEqual({
      kind: "refused",
      reason: "fields-missing",
    });
    expect(
      story.agentSends("template", D("10:00"), { template: { ...template, hasAllFields: true } }),
    ).toEqual({
      kind: "allowed",
    });
  });

  it("B3 Z7 the template begins a conversation by the business; the window stays closed", () => {
    const story = storyB();
    expect(story.shownConversations()).toEqual([["utility", "business", D("10:00"), D("10:00", 1), 1]]);
    expect(story.windowAt(D("10:01"))).toEqual({ state: "never" });
  });

  it("B4 Z4 free text at 10:05 is refused", () => {
    expect(storyB().agentSends("text", D("10:05"))).toEqual(windowClosed("never", null));
  });

  it("B5 Z13 without an answer only another template works: same category joins, another opens its own", () => {
    const same = storyB();
    expect(same.exitsAt(D("10:30"), D("10:00")).wording).toBe("awaiting-answer");
    expect(same.agentSends("template", D("10:30"))).toEqual({ kind: "allowed" });
    expect(same.shownConversations()).toEqual([["utility", "business", D("10:00"), D("10:00", 1), 2]]);
    const other = storyB();
    other.agentSends("template", D("10:30"), { category: "marketing" });
    expect(other.shownConversations()).toEqual([
      ["utility", "business", D("10:00"), D("10:00", 1), 1],
      ["marketing", "business", D("10:30"), D("10:30", 1), 1],
    ]);
  });

  it('B6 Z9 Z14 "Gracias" at 11:00 opens the window until D+1 11:00; the conversation keeps start, end and starter', () => {
    const story = storyB({ answered: true });
    expect(story.windowAt(D("11:00"))).toMatchObject({ state: "open", closesAt: D("11:00", 1) });
    expect(story.agentSends("text", D("11:01"))).toEqual({ kind: "allowed" });
    expect(story.shownConversations()).toEqual([["utility", "business", D("10:00"), D("10:00", 1), 2]]);
  });

  it("B7 the answer at D+1 10:45 begins a new conversation by the customer", () => {
    const story = storyB({ answered: true });
    expect(story.agentSends("text", D("10:45", 1))).toEqual({ kind: "allowed" });
    expect(story.shownConversations()).toEqual([
      ["utility", "business", D("10:00"), D("10:00", 1), 1],
      ["service", "customer", D("10:45", 1), D("10:45", 2), 1],
    ]);
  });

  it("B7 with B5's other category, which ended at 10:30, the same", () => {
    const story = storyB();
    story.agentSends("template", D("10:30"), { category: "marketing" });
    story.customerWrites(D("11:00"));
    story.agentSends("text", D("10:45", 1));
    expect(story.shownConversations().at(-1)).toEqual([
      "service",
      "customer",
      D("10:45", 1),
      D("10:45", 2),
      1,
    ]);
  });

  it("B8 the template fails with 131026: no conversation remains, and its reason is kept", () => {
    const story = storyB();
    story.failLast();
    expect(story.conversations()).toEqual([]);
    const failure = { reason: "not-on-whatsapp" as const, code: "131026", detail: null };
    const state = joinStatus(startAttempt(D("10:00")), { status: "failed", at: D("10:01"), failure });
    expect(state).toMatchObject({ status: "failed", failure });
  });
});

describe("C. Switch to e-mail", () => {
  function storyC(): Story {
    const story = newStory();
    story.customerWrites(D("10:00"));
    story.agentSends("text", D("10:10"));
    return story;
  }
  const later = D("12:00", 1);

  it("C1 Z15 with the window closed a mail may go; a subject is asked for", () => {
    const story = storyC();
    expect(story.exitsAt(later).exits).toContain("email");
    expect(story.agentSends("email", later, { subject: "" })).toEqual({
      kind: "refused",
      reason: "subject-missing",
    });
    expect(story.agentSends("email", later)).toEqual({ kind: "allowed" });
  });

  it("C2 Z16 a mail leaves window and conversations as they were", () => {
    const story = storyC();
    const before = [story.windowAt(later), story.conversations()];
    story.agentSends("email", later);
    expect([story.windowAt(later), story.conversations()]).toEqual(before);
  });

  it("C3 her answer by mail makes the thread wait and leaves the WhatsApp window closed", () => {
    const story = storyC();
    story.agentSends("email", later);
    story.customerWrites(later + hourMs, { channel: "mailbox" });
    expect(story.isUnanswered()).toBe(true);
    expect(story.windowAt(later + hourMs)).toMatchObject({ state: "closed", closedBy: "time" });
    expect(story.windowAt(later + hourMs, "mailbox")).toEqual({ state: "never" });
  });

  it("C4 without an address the switch offers to add one; WhatsApp is preselected unless the last message was a mail", () => {
    const withoutEmail = newStory({ hasEmail: false });
    expect(withoutEmail.exitsAt(later).exits).toEqual(["template", "add-email", "note"]);
    const story = storyC();
    expect(story.proposedChannel(D("10:20"))).toBe("number-1");
    story.customerWrites(D("10:30"), { channel: "mailbox" });
    expect(story.proposedChannel(D("10:31"))).toBe("mailbox");
  });

  it("C5 she writes on WhatsApp later: the window opens and the composer proposes WhatsApp", () => {
    const story = storyC();
    story.customerWrites(later, { channel: "mailbox" });
    story.customerWrites(later + hourMs);
    expect(story.windowAt(later + hourMs).state).toBe("open");
    expect(story.proposedChannel(later + hourMs)).toBe("number-1");
  });
});
