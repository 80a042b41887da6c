import { describe, expect, it } from "vitest";
import { alarmsOf, holdOf, limitOf, type SendingHold } from "./channel-alarms.ts";
import {
  type ChannelHealth,
  type HealthChange,
  takeHealthChange,
  takeReading,
  unknownHealth,
} from "./channel-health.ts";

const now = Date.UTC(2026, 10, 10, 12);
const first = "restricted_biz_initiated_messaging";
const answers = "restricted_customer_initiated_messaging";

function told(...changes: HealthChange[]): ChannelHealth {
  return changes.reduce((health, change) => takeHealthChange(health, change, now), unknownHealth);
}
const restricted = (until: number | null, ...kinds: string[]): HealthChange => ({
  kind: "restrictions",
  restrictions: kinds.map((kind) => ({ kind, until })),
});

describe("the messaging limit (§7.2)", () => {
  it.each<[string | null, number | "unlimited" | null]>([
    ["tier_50", 50],
    ["tier_250", 250],
    ["tier_2k", 2_000],
    ["tier_10k", 10_000],
    ["tier_100k", 100_000],
    ["tier_unlimited", "unlimited"],
    ["-1", "unlimited"],
    ["1000", 1_000],
    ["tier_not_set", null],
    [null, null],
  ])("%s", (limit, most) => {
    expect(limitOf(limit)).toBe(most);
  });

  it.each<[number, string[]]>([
    [199, []],
    [200, ["limit-near"]],
    [249, ["limit-near"]],
    [250, ["limit-reached"]],
  ])("%d of 250 people", (reached, codes) => {
    const health = { ...unknownHealth, limit: "tier_250" };
    expect(alarmsOf(health, { now, reached }).map(({ code }) => code)).toEqual(codes);
  });
});

describe("what is held", () => {
  it.each<[string, ChannelHealth, SendingHold | null]>([
    ["nothing, of a number that nothing is known of", unknownHealth, null],
    ["nothing while a ban is announced", told({ kind: "ban", state: "scheduled", date: null }), null],
    ["everything under a ban", told({ kind: "ban", state: "disabled", date: null }), "banned"],
    [
      "nothing once it was lifted",
      told({ kind: "ban", state: "disabled", date: null }, { kind: "ban", state: "lifted", date: null }),
      null,
    ],
    ["what the business begins", told(restricted(null, first)), "answers-only"],
    ["answers", told(restricted(null, answers)), "no-answers"],
    ["everything, when both are", told(restricted(null, first, answers)), "banned"],
    [
      "nothing of an account that may not add numbers",
      told(restricted(null, "restricted_add_phone_number_action")),
      null,
    ],
    ["until its end", told(restricted(now + 1, first)), "answers-only"],
    ["and no longer", told(restricted(now, first)), null],
    ["nothing once they were lifted", told(restricted(null, first), restricted(null)), null],
    ["everything of an account that was deleted", told({ kind: "gone", isGone: true }), "banned"],
  ])("%s", (_, health, hold) => {
    expect(holdOf(health, now)).toBe(hold);
  });

  it("a number that may send without any reserve is under no ban that we heard of", () => {
    const banned = told({ kind: "ban", state: "disabled", date: null }, restricted(null, first));
    expect(holdOf(takeReading(banned, { canSend: "limited" }), now)).toBe("banned");
    expect(holdOf(takeReading(banned, { canSend: "available" }), now)).toBeNull();
  });
});

describe("what a person is told", () => {
  const problem = (code: string) => ({
    entity: "waba",
    code,
    description: "Meta's words",
    solution: "Do it",
  });
  it.each<[string, ChannelHealth, object[]]>([
    [
      "nothing when all is well",
      { ...unknownHealth, status: "connected", quality: "green", canSend: "available" },
      [],
    ],
    [
      "a ban and its day",
      told({ kind: "ban", state: "disabled", date: "2026-11-10" }),
      [{ code: "banned", level: "danger", detail: "2026-11-10" }],
    ],
    [
      "a ban that comes",
      told({ kind: "ban", state: "scheduled", date: "2026-11-20" }),
      [{ code: "ban-scheduled" }],
    ],
    [
      "a restriction and its end",
      told(restricted(now + 5, first)),
      [{ code: "restricted-first", until: now + 5 }],
    ],
    [
      "a restriction that nobody knows",
      told(restricted(null, "restricted_new")),
      [{ code: "restricted-other", detail: "restricted_new" }],
    ],
    ["a violation", told({ kind: "violation", violation: "SCAM" }), [{ code: "violation", detail: "SCAM" }]],
    [
      "a payment that is missing",
      { ...unknownHealth, canSend: "limited", problems: [problem("141006")] },
      [{ code: "payment", level: "danger" }],
    ],
    [
      "that it is blocked, and why",
      { ...unknownHealth, canSend: "blocked", problems: [problem("131031")] },
      [{ code: "blocked", detail: "Meta's words" }],
    ],
    [
      "what Meta has against it besides",
      { ...unknownHealth, canSend: "limited", problems: [problem("141001")] },
      [{ code: "problem" }],
    ],
    ["that no webhook will come", { ...unknownHealth, isSubscribed: false }, [{ code: "not-subscribed" }]],
    [
      "a number that is not connected",
      { ...unknownHealth, status: "banned" },
      [{ code: "not-connected", detail: "banned" }],
    ],
    [
      "nothing of what was read under a ban once it is lifted",
      takeHealthChange(
        { ...unknownHealth, canSend: "blocked", problems: [problem("131031")] },
        { kind: "ban", state: "lifted", date: null },
        now,
      ),
      [],
    ],
    ["low quality", { ...unknownHealth, quality: "red" }, [{ code: "quality-red", level: "warning" }]],
    [
      "middling quality",
      { ...unknownHealth, quality: "yellow" },
      [{ code: "quality-yellow", level: "info" }],
    ],
    [
      "a flag of the old kind",
      told({ kind: "quality", isFlagged: true, limit: null }),
      [{ code: "quality-red" }],
    ],
    [
      "a name that was refused",
      told({ kind: "name", decision: "rejected", name: "Hotel", reason: "NAME_FORMAT" }),
      [{ code: "name-refused", detail: "Hotel: NAME_FORMAT" }],
    ],
    [
      "a name that is looked at",
      { ...unknownHealth, nameStatus: "pending_review" },
      [{ code: "name-pending" }],
    ],
    [
      "nothing of a name once it was granted",
      told(
        { kind: "name", decision: "rejected", name: "Hotel", reason: null },
        { kind: "name", decision: "approved", name: "Hotel", reason: null },
      ),
      [],
    ],
    [
      "an account that was refused",
      told({ kind: "review", review: "rejected" }),
      [{ code: "review-rejected" }],
    ],
    [
      "an alert, once for each kind",
      told(
        ...["a", "b"].map(
          (description): HealthChange => ({
            kind: "alert",
            alert: "OBA",
            severity: "warning",
            status: "active",
            description,
          }),
        ),
      ),
      [{ code: "alert", detail: "b" }],
    ],
    [
      "a code that was changed",
      told({ kind: "security", event: "pin_changed" }),
      [{ code: "security", detail: "pin_changed" }],
    ],
  ])("%s", (_, health, alarms) => {
    expect(alarmsOf(health, { now, reached: 0 })).toMatchObject(alarms);
    expect(alarmsOf(health, { now, reached: 0 })).toHaveLength(alarms.length);
  });

  it("the worst first", () => {
    const health = { ...unknownHealth, quality: "yellow", isSubscribed: false, nameStatus: "deferred" };
    expect(alarmsOf(health, { now, reached: 0 }).map(({ level }) => level)).toEqual([
      "danger",
      "info",
      "info",
    ]);
  });
});
