import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Category, type Conversation, type CountingMessage, timeOf } from "./conversation.ts";
import type { DeliveryStatus } from "./delivery-status.ts";
import { deriveConversations, earliestMoved } from "./derive-conversations.ts";
import { dayMs, hourMs } from "./time.ts";

describe("going on from stored conversations equals deriving from all messages", () => {
  const statuses: DeliveryStatus[] = ["queued", "sending", "sent", "held", "failed", "delivered", "read"];
  const categories: Category[] = ["utility", "marketing", "authentication"];
  /** Times in steps of four hours over some days, so that ties and exact ends are common. */
  const time = fc.integer({ min: 0, max: 40 }).map((step) => step * 4 * hourMs);
  const delay = fc.integer({ min: -1, max: 8 }).map((step) => step * 4 * hourMs);
  const facts = fc.record({
    kind: fc.constantFrom("free-text" as const, "template" as const),
    category: fc.constantFrom(...categories),
    status: fc.constantFrom(...statuses),
    attemptAt: time,
    acceptedAfter: fc.option(fc.constantFrom(0, 4 * hourMs), { nil: null }),
    reachedAfter: delay,
    windowOpenAtAttempt: fc.boolean(),
  });
  type Facts = typeof facts extends fc.Arbitrary<infer F> ? F : never;
  const toMessage = (index: number, given: Facts): CountingMessage => ({
    id: `m${index}`,
    seq: index,
    kind: given.kind,
    category: given.kind === "template" ? given.category : null,
    status: given.status,
    attemptAt: given.attemptAt,
    acceptedAt: given.acceptedAfter === null ? null : given.attemptAt + given.acceptedAfter,
    reachedAt:
      given.status === "delivered" || given.status === "read" ? given.attemptAt + given.reachedAfter : null,
    windowOpenAtAttempt: given.windowOpenAtAttempt,
  });
  /** A change: a message appears or its facts become others (every field but id and seq may change). */
  const changes = fc.array(fc.record({ index: fc.integer({ min: 0, max: 9 }), facts }), {
    minLength: 1,
    maxLength: 25,
  });
  const byId = (conversations: readonly Conversation[]) =>
    conversations.toSorted((a, b) => a.id.localeCompare(b.id));

  /** What the server does: the stored conversations before the moved moment, and the messages from it on. */
  function goOn(
    stored: readonly Conversation[],
    all: ReadonlyMap<string, CountingMessage>,
    before: CountingMessage | null,
    after: CountingMessage,
  ): Conversation[] {
    const from = earliestMoved(before, after);
    if (from === null) {
      return [...stored];
    }
    const messages = [...all.values()].filter(
      (each) => each.id === after.id || (timeOf(each) ?? Number.NEGATIVE_INFINITY) >= from,
    );
    const runningBefore = stored.filter(({ startsAt, endsAt }) => startsAt < from && from < endsAt);
    const untouched = stored.filter(({ endsAt }) => endsAt <= from);
    return [...untouched, ...deriveConversations({ messages, runningBefore })];
  }

  it("message by message, with changes of every kind", () => {
    fc.assert(
      fc.property(changes, (steps) => {
        const all = new Map<string, CountingMessage>();
        let stored: Conversation[] = [];
        for (const step of steps) {
          const after = toMessage(step.index, step.facts);
          const before = all.get(after.id) ?? null;
          all.set(after.id, after);
          stored = goOn(stored, all, before, after);
          expect(byId(stored)).toEqual(byId(deriveConversations({ messages: [...all.values()] })));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it("with ad referrals too, given all stored conversations and the referrals not answered before", () => {
    const referrals = fc.array(time, { maxLength: 3 });
    fc.assert(
      fc.property(changes, referrals, time, (steps, sentAts, cut) => {
        const latest = new Map(steps.map((step) => [step.index, toMessage(step.index, step.facts)]));
        const messages = [...latest.values()];
        const whole = deriveConversations({ messages, referrals: { sentAts, timeZone: "UTC" } });
        const isEarlier = (each: CountingMessage) => (timeOf(each) ?? cut) < cut;
        const earlier = messages.filter(isEarlier);
        const open = sentAts.filter(
          (sentAt) =>
            !earlier.some(
              ({ attemptAt, reachedAt }) =>
                reachedAt !== null && attemptAt >= sentAt && attemptAt <= sentAt + dayMs,
            ),
        );
        const goneOn = deriveConversations({
          messages: messages.filter((each) => !isEarlier(each)),
          runningBefore: whole.filter(({ startsAt }) => startsAt < cut),
          referrals: { sentAts: open, timeZone: "UTC" },
        });
        expect(byId(goneOn)).toEqual(byId(whole));
      }),
      { numRuns: 3_000 },
    );
  });

  it("any order in which the messages are given makes no difference", () => {
    const set = fc.uniqueArray(fc.record({ index: fc.nat(9), facts }), { selector: ({ index }) => index });
    fc.assert(
      fc.property(
        set.chain((given) =>
          fc.tuple(fc.constant(given), fc.shuffledSubarray(given, { minLength: given.length })),
        ),
        ([given, shuffled]) => {
          const toMessages = (steps: typeof given) => steps.map((step) => toMessage(step.index, step.facts));
          expect(deriveConversations({ messages: toMessages(shuffled) })).toEqual(
            deriveConversations({ messages: toMessages(given) }),
          );
        },
      ),
    );
  });

  it("at most one conversation of a category runs at any moment, and each counting message is in exactly one", () => {
    fc.assert(
      fc.property(changes, (steps) => {
        const latest = new Map(steps.map((step) => [step.index, toMessage(step.index, step.facts)]));
        const messages = [...latest.values()];
        const conversations = deriveConversations({ messages });
        const counting = messages.filter((each) => timeOf(each) !== null).map(({ id }) => id);
        expect(conversations.flatMap(({ messageIds }) => messageIds).toSorted()).toEqual(counting.toSorted());
        for (const one of conversations) {
          const others = conversations.filter(
            ({ id, category }) => id !== one.id && category === one.category,
          );
          expect(others.every((other) => other.startsAt >= one.endsAt || other.endsAt <= one.startsAt)).toBe(
            true,
          );
        }
      }),
    );
  });
});
