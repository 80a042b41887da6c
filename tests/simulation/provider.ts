import {
  type InboundFact,
  type InboundStatus,
  nobody,
  type Party,
  type SendOutcome,
} from "#channels/channel.ts";
import { findRule } from "#channels/whatsapp/errors.ts";
import type { Instant } from "#domain/time.ts";
import type { Attempt } from "#server/delivery/attempt.ts";
import { channels, mailbox } from "./hotel.ts";
import type { Answer, Fate } from "./steps.ts";

/** A webhook that Meta has to deliver; `about`: the customer whose doing it tells of, null for a status. */
export type Webhook = {
  fact: InboundFact;
  about: { customer: number; kind: string; text: string } | null;
  attemptId: string | null;
};

/** A call as the provider saw it. */
export type Call = { channel: number; to: string; messageId: string; at: Instant; mayHaveArrived: boolean };

/** Meta and the mail's server: takes calls, and has webhooks to deliver in any order, any number of times. */
export type Provider = {
  outbox: Webhook[];
  /** Those for which it heard 200. */
  acknowledged: Webhook[];
  calls: Call[];
  /** Takes a call, at the true time; `stampAt` is what its own clock says. */
  call(
    attempt: Attempt,
    how: { answer: Answer; fate: Fate; hidesAttempt: boolean; at: Instant; stampAt: Instant },
  ): SendOutcome;
  /** The id of the next thing that a channel brings: numbers repeat on other channels. */
  nextId(channel: number): string;
};

/** Starts a provider that has seen nothing. */
export function createProvider(): Provider {
  const counters = channels.map(() => 0);
  const provider: Provider = {
    outbox: [],
    acknowledged: [],
    calls: [],
    nextId(channel) {
      const next = (counters[channel] ?? 0) + 1;
      counters[channel] = next;
      return `wamid.${next}`;
    },
    call(attempt, { answer, fate, hidesAttempt, at, stampAt }) {
      const channel = channels.findIndex(({ id }) => id === attempt.channelId);
      const arrived =
        answer.kind !== "refused" && answer.kind !== "no-connection" && answer.kind !== "lost-before-arrival";
      const call = {
        channel,
        to: attempt.outbound.destination.value,
        messageId: attempt.messageId,
        at,
        mayHaveArrived: answer.kind !== "refused" && answer.kind !== "no-connection",
      };
      provider.calls.push(call);
      const providerId = attempt.outbound.providerId ?? provider.nextId(channel);
      if (arrived) {
        fate.forEach((status, index) => {
          const word = typeof status === "string" ? status : "failed";
          const rule = typeof status === "string" ? null : findRule(status.failed);
          const report = {
            status: word,
            at: stampAt + index * 1_000,
            ...(rule !== null && { failure: { reason: rule.reason, code: null, detail: null } }),
          };
          const fact: InboundStatus = {
            type: "status",
            channelRef: channels[channel]?.providerId ?? "",
            providerId,
            attemptId: hidesAttempt ? null : attempt.attemptId,
            report,
            pricing: null,
            freeEntryUntil: null,
            recipient: nobody,
            ...(rule !== null && { retryable: rule.retryable }),
          };
          // A failure that surely was no delivery allows another call from the moment Meta tells it.
          provider.outbox.push({ fact, about: null, attemptId: attempt.attemptId });
        });
      }
      return outcomeOf(answer, { providerId, recipient: recipientOf(attempt, channel) });
    },
  };
  return provider;
}

function outcomeOf(answer: Answer, accepted: { providerId: string; recipient: Party }): SendOutcome {
  switch (answer.kind) {
    case "accepted":
      return { kind: "accepted", held: false, ...accepted };
    case "held":
      return { kind: "accepted", held: true, ...accepted };
    case "refused": {
      const { reason, retryable, retryAfterMs } = findRule(answer.code);
      return {
        kind: "refused",
        failure: { reason, code: answer.code, detail: null },
        retryable,
        retryAfterMs,
      };
    }
    case "no-connection": {
      const failure = { reason: "connection", code: null, detail: "refused" } as const;
      return { kind: "refused", failure, retryable: true, retryAfterMs: null };
    }
    case "lost-after-arrival":
    case "lost-before-arrival":
      return { kind: "unknown", detail: "No answer" };
    default:
      return answer satisfies never;
  }
}

/** Meta names the person to whom it sends, in its own form. */
function recipientOf({ outbound: { destination } }: Attempt, channel: number): Party {
  if (channel === mailbox || destination.kind !== "to") {
    return nobody;
  }
  const digits = destination.value.replace("+", "");
  return { ...nobody, waId: digits === "525500000001" ? "5215500000001" : digits };
}
