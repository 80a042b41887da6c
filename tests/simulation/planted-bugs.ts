import { hasReached, isDeliveryStatus } from "#domain/delivery-status.ts";
import { joinStatus } from "#domain/join-status.ts";
import { clampSentAt } from "#domain/window.ts";
import { decideCall } from "#server/delivery/decide-call.ts";
import { decideReceipt } from "#server/delivery/decide-receipt.ts";
import { planClaim } from "#server/delivery/plan-claim.ts";
import { decideFact } from "#server/record/decide-facts.ts";
import { changeRow, type Draft, keyOf } from "#server/record/draft.ts";
import type { Fact, StatusFact } from "#server/record/facts.ts";
import { type Rules, trueRules } from "./rules.ts";

/** A mistake that somebody could make, as what it puts in the place of the product's own decision. */
export type PlantedBug = { name: string; plant: Partial<Rules> };

/** What the simulation must find, else it is too weak to find anything. */
export const plantedBugs: readonly PlantedBug[] = [
  {
    name: "the key of a message lacks its channel",
    plant: {
      decideFact(draft, env, fact) {
        const id = fact.type === "customer" ? fact.inbound.providerId : null;
        const isKnown =
          id !== null && [...draft.messageByProvider.keys()].some((key) => key.endsWith(` ${id}`));
        if (!isKnown) {
          decideFact(draft, env, fact);
        }
      },
    },
  },
  {
    name: "the window runs from the arrival, not from the provider's time",
    plant: {
      decideFact(draft, env, fact) {
        if (fact.type !== "customer" || fact.inbound.type !== "message") {
          return decideFact(draft, env, fact);
        }
        const { inbound, receivedAt } = fact;
        decideFact(draft, env, { ...fact, inbound: { ...inbound, sentAt: receivedAt } });
        const id = draft.messageByProvider.get(keyOf(fact.channelId, inbound.providerId));
        if (id !== undefined && draft.messages.added.has(id)) {
          changeRow(draft.messages, id, { sentAt: clampSentAt(inbound.sentAt ?? receivedAt, receivedAt) });
        }
      },
    },
  },
  {
    name: "<= where the window says <",
    plant: {
      mayWrite: (window, now) => trueRules.mayWrite(window, now - 1),
      decideCall: (attempt, { now, localNow }) => decideCall(attempt, { now: now - 1, localNow }),
      planClaim: (input) => planClaim({ ...input, now: input.now - 1 }),
    },
  },
  {
    name: "a call without an answer is made again",
    plant: {
      decideReceipt(receipt, known) {
        if (receipt.kind !== "called" || receipt.outcome.kind !== "unknown") {
          return decideReceipt(receipt, known);
        }
        const failure = { reason: "connection", code: null, detail: "timeout" } as const;
        const outcome = { kind: "refused", failure, retryable: true, retryAfterMs: null } as const;
        return decideReceipt({ ...receipt, outcome }, known);
      },
    },
  },
  {
    name: "the last status overwrites the one before",
    plant: {
      decideFact(draft, env, fact) {
        decideFact(draft, env, fact);
        const attempt = fact.type === "status" ? attemptOf(draft, fact) : undefined;
        if (fact.type === "status" && attempt !== undefined && isDeliveryStatus(fact.status.report.status)) {
          const state = { ...attempt.state, status: fact.status.report.status };
          changeRow(draft.attempts, attempt.id, { state: joinStatus(state, fact.status.report) });
          changeRow(draft.messages, attempt.messageId, { status: fact.status.report.status });
        }
      },
    },
  },
  {
    name: "a lease without fencing: whoever had it may touch the queue",
    plant: {
      mayTouch: () => true,
      decideReceipt: (receipt, known) => decideReceipt(receipt, { ...known, isHeld: true }),
    },
  },
  {
    name: "a webhook is acknowledged before it is stored",
    plant: {
      acknowledges: (end) => end !== "answer-lost",
    },
  },
  {
    name: "a status that comes before the answer is forgotten",
    plant: {
      decideFact(draft, env, fact) {
        if (fact.type !== "status" || attemptOf(draft, fact) !== undefined) {
          decideFact(draft, env, fact);
        }
      },
    },
  },
  {
    name: "an attempt of a dead process is made again",
    plant: {
      decideSwept(workspaceId, swept) {
        return trueRules.decideSwept(workspaceId, swept).map((fact): Fact => {
          const failure = { reason: "connection", code: null, detail: "died" } as const;
          const outcome = { kind: "refused", failure, retryable: true, retryAfterMs: null } as const;
          return fact.type === "attempt-finished" ? { ...fact, outcome, retry: true } : fact;
        });
      },
    },
  },
  {
    name: "every process keeps the limits by itself",
    plant: {
      limitsOf: (worker) => worker,
    },
  },
  {
    name: "every status that says delivered is charged",
    plant: {
      decideFact(draft, env, fact) {
        const attempt = fact.type === "status" ? attemptOf(draft, fact) : undefined;
        const before = draft.charges.get(attempt?.messageId ?? "");
        decideFact(draft, env, fact);
        const isDelivered =
          fact.type === "status" &&
          isDeliveryStatus(fact.status.report.status) &&
          hasReached(fact.status.report.status);
        if (isDelivered && before?.state === "confirmed" && draft.charges.get(before.messageId) === before) {
          const again = { ...before, entry: before.entry + 1, recordedAt: env.now };
          draft.charges.set(before.messageId, again);
          draft.newCharges.push(again);
        }
      },
    },
  },
  {
    name: "a window moves and no screen is told",
    plant: {
      decideFact(draft, env, fact) {
        decideFact(draft, env, fact);
        for (const [key, event] of draft.events) {
          if (event.kind === "window.changed") {
            draft.events.delete(key);
          }
          if (event.kind === "message.created") {
            draft.events.set(key, { ...event, window: undefined });
          }
        }
      },
    },
  },
];

function attemptOf(draft: Draft, { channelId, status }: StatusFact) {
  const named = draft.attemptByProvider.get(keyOf(channelId, status.providerId));
  return draft.attempts.rows.get(named ?? status.attemptId ?? "");
}
