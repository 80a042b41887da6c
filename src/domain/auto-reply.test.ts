import { describe, expect, it } from "vitest";
import {
  type AutoReplyQuestion,
  decideAutoReply,
  defaultEveryMs,
  defaultQuietMs,
  type RecheckQuestion,
  recheckAutoReply,
  type SkipReason,
} from "./auto-reply.ts";
import { dayMs, hourMs, minuteMs, secondMs } from "./time.ts";
import { type CustomerEventKind, windowStateAt } from "./window.ts";

const now = Date.parse("2026-03-10T18:02:00+01:00");
const openSince = (sentAt: number, at = now) =>
  windowStateAt({ lastCustomerMessageAt: sentAt, refusedAttemptAt: null }, at);

type Given = Partial<Omit<AutoReplyQuestion, "inbound" | "rule">> & {
  inbound?: Partial<AutoReplyQuestion["inbound"]>;
  rule?: Partial<AutoReplyQuestion["rule"]>;
};

/** A1: the customer asks, nothing else ever happened; every answer is yes unless the case says otherwise. */
function question({ inbound, rule, ...given }: Given = {}): AutoReplyQuestion {
  return {
    now,
    rule: { isOn: true, everyMs: defaultEveryMs, quietMs: defaultQuietMs, ...rule },
    inbound: { kind: "text", sentAt: now, receivedAt: now, text: "¿Hay parking?", isFirst: true, ...inbound },
    window: openSince(now),
    isBlocked: false,
    lastAutomaticAt: null,
    lastPersonAt: null,
    mail: null,
    ...given,
  };
}
const mail = (given: Given = {}): AutoReplyQuestion =>
  question({
    window: null,
    mail: { isAutomatic: false, lastAutomaticAt: null },
    ...given,
    inbound: { kind: "email", ...given.inbound },
  });

const verdict = (asked: AutoReplyQuestion): SkipReason | "send" => {
  const decision = decideAutoReply(asked);
  return decision.kind === "send" ? "send" : decision.reason;
};

describe("each question on both sides of its limit", () => {
  const closed = openSince(now - dayMs);
  it.each<[string, AutoReplyQuestion, SkipReason | "send"]>([
    ["A2 all yes", question(), "send"],
    ["R1 the rule is off", question({ rule: { isOn: false } }), "off"],
    ["R3 exactly 10:00 old", question({ inbound: { sentAt: now - 10 * minuteMs } }), "send"],
    ["R3 10:01 old", question({ inbound: { sentAt: now - 10 * minuteMs - secondMs } }), "old"],
    ["R3 1 ms over 10 minutes", question({ inbound: { sentAt: now - 10 * minuteMs - 1 } }), "old"],
    ["R3 from the provider's future", question({ inbound: { sentAt: now + 5 * minuteMs } }), "send"],
    ["R3 D1 received almost two hours late", question({ inbound: { sentAt: now - 101 * minuteMs } }), "old"],
    ["R4 seen before", question({ inbound: { isFirst: false } }), "duplicate"],
    ["R5 window open for 1 ms more", question({ window: openSince(now - dayMs + 1) }), "send"],
    ["R5 window closed just now", question({ window: closed }), "closed"],
    ["R5 no window", question({ window: windowStateAt(null, now) }), "closed"],
    [
      "R5 a window read as open that has closed since",
      question({ window: openSince(now - dayMs, now - 1) }),
      "closed",
    ],
    ["R6 a blocked customer", question({ isBlocked: true }), "blocked"],
    ["R6 BAJA", question({ inbound: { text: "Baja" } }), "blocked"],
    ["R6 a picture without a text", question({ inbound: { kind: "media", text: null } }), "send"],
    ["R7 an automatic message exactly 12 h ago", question({ lastAutomaticAt: now - 12 * hourMs }), "send"],
    ["R7 1 ms less than 12 h ago", question({ lastAutomaticAt: now - 12 * hourMs + 1 }), "recent"],
    ["R7 with N = 0, in the same moment", question({ rule: { everyMs: 0 }, lastAutomaticAt: now }), "send"],
    ["R8 a person exactly 30 min ago", question({ lastPersonAt: now - 30 * minuteMs }), "send"],
    ["R8 1 ms less than 30 min ago", question({ lastPersonAt: now - 30 * minuteMs + 1 }), "agent-active"],
    ["R8 with M = 0, in the same moment", question({ rule: { quietMs: 0 }, lastPersonAt: now }), "send"],
    ["R9 a mail of a person, without any window", mail(), "send"],
    ["R9 an automatic mail", mail({ mail: { isAutomatic: true, lastAutomaticAt: null } }), "automatic-mail"],
    [
      "R9 answered that sender exactly 7 d ago",
      mail({ mail: { isAutomatic: false, lastAutomaticAt: now - 7 * dayMs } }),
      "send",
    ],
    [
      "R9 1 ms less than 7 d ago",
      mail({ mail: { isAutomatic: false, lastAutomaticAt: now - 7 * dayMs + 1 } }),
      "automatic-mail",
    ],
  ])("%s: %s", (_, asked, expected) => {
    expect(verdict(asked)).toBe(expected);
  });

  it.each<[CustomerEventKind, SkipReason | "send"]>([
    ["text", "send"],
    ["media", "send"],
    ["sticker", "send"],
    ["location", "send"],
    ["contacts", "send"],
    ["order", "send"],
    ["button", "send"],
    ["interactive", "send"],
    ["unsupported", "kind"],
    ["reaction", "kind"],
    ["reaction-removed", "kind"],
    ["call", "kind"],
    ["welcome", "kind"],
    ["edit", "kind"],
    ["revoke", "kind"],
    ["system", "kind"],
    ["preference", "kind"],
    ["echo", "kind"],
    ["history", "kind"],
    ["group", "kind"],
  ])("R2 %s: %s", (kind, expected) => {
    expect(verdict(question({ inbound: { kind } }))).toBe(expected);
  });
});

describe("the first no is the reason", () => {
  /** Everything is wrong; each step repairs the first thing named. */
  const wrong = mail({
    rule: { isOn: false },
    inbound: { kind: "reaction", sentAt: now - hourMs, isFirst: false, text: "STOP" },
    window: windowStateAt(null, now),
    isBlocked: true,
    lastAutomaticAt: now,
    lastPersonAt: now,
    mail: { isAutomatic: true, lastAutomaticAt: now },
  });
  const repairs: [SkipReason, (asked: AutoReplyQuestion) => AutoReplyQuestion][] = [
    ["off", (asked) => ({ ...asked, rule: { ...asked.rule, isOn: true } })],
    ["kind", (asked) => ({ ...asked, inbound: { ...asked.inbound, kind: "text" } })],
    ["old", (asked) => ({ ...asked, inbound: { ...asked.inbound, sentAt: now } })],
    ["duplicate", (asked) => ({ ...asked, inbound: { ...asked.inbound, isFirst: true } })],
    ["closed", (asked) => ({ ...asked, window: openSince(now) })],
    ["blocked", (asked) => ({ ...asked, isBlocked: false, inbound: { ...asked.inbound, text: "Hola" } })],
    ["recent", (asked) => ({ ...asked, lastAutomaticAt: null })],
    ["agent-active", (asked) => ({ ...asked, lastPersonAt: null })],
    ["automatic-mail", (asked) => ({ ...asked, mail: null })],
  ];

  it("R1 to R9 are asked in this order", () => {
    const reasons: (SkipReason | "send")[] = [verdict(wrong)];
    repairs.reduce((asked, [, repair]) => {
      const repaired = repair(asked);
      reasons.push(verdict(repaired));
      return repaired;
    }, wrong);
    expect(reasons).toEqual([...repairs.map(([reason]) => reason), "send"]);
  });
});

describe("R11 once more, right before the call", () => {
  const recheck = (given: Partial<RecheckQuestion> = {}) =>
    recheckAutoReply({
      now,
      isRuleOn: true,
      window: openSince(now),
      hasPersonWrittenSince: false,
      inboundSentAt: now,
      ...given,
    }).kind;

  it.each<[string, Partial<RecheckQuestion>, "send" | "superseded"]>([
    ["all as before", {}, "send"],
    ["the rule was switched off", { isRuleOn: false }, "superseded"],
    ["the window closed", { window: openSince(now - dayMs) }, "superseded"],
    ["a mail has no window", { window: null }, "send"],
    ["a person wrote in between", { hasPersonWrittenSince: true }, "superseded"],
    ["the inbound is exactly 10 min old", { inboundSentAt: now - 10 * minuteMs }, "send"],
    ["the inbound is 1 ms older than 10 min", { inboundSentAt: now - 10 * minuteMs - 1 }, "superseded"],
  ])("%s: %s", (_, given, expected) => {
    expect(recheck(given)).toBe(expected);
  });
});

describe("R13 D11 one and not two", () => {
  it("an album: of three messages in one batch the first is answered", () => {
    let lastAutomaticAt: number | null = null;
    const verdicts = [0, 1, 2].map(() => {
      const answer = verdict(question({ inbound: { kind: "media" }, lastAutomaticAt }));
      lastAutomaticAt = answer === "send" ? now : lastAutomaticAt;
      return answer;
    });
    expect(verdicts).toEqual(["send", "recent", "recent"]);
  });

  it("two channels at once: the mail after the WhatsApp message is not answered", () => {
    expect(verdict(question())).toBe("send");
    expect(verdict(mail({ lastAutomaticAt: now }))).toBe("recent");
  });

  it("D11 A5 after 18:16 by a person, 18:19 is stopped by R7; with N = 0 by R8", () => {
    const at = now + 17 * minuteMs;
    const given: Given = {
      now: at,
      inbound: { sentAt: at, receivedAt: at },
      window: openSince(at, at),
      lastAutomaticAt: now,
      lastPersonAt: now + 14 * minuteMs,
    };
    expect(verdict(question(given))).toBe("recent");
    expect(verdict(question({ ...given, rule: { everyMs: 0 } }))).toBe("agent-active");
  });

  it('R8 B6 a human template 30 min before "Gracias" at 11:00 does not stop the answer, which is why B has the rule off', () => {
    expect(verdict(question({ lastPersonAt: now - 30 * minuteMs }))).toBe("send");
    expect(verdict(question({ lastPersonAt: now - 30 * minuteMs, rule: { isOn: false } }))).toBe("off");
  });
});
