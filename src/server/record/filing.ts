import type { Party } from "#channels/channel.ts";
import type { Instant } from "#domain/time.ts";
import type { Filed } from "./apply-identity.ts";
import { createCustomer } from "./create-customer.ts";
import { changeRow, type Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import type { ChannelRow } from "./rows.ts";

/** Somebody on one of our channels at one moment; `wroteHere`: it is their own message, not one to or about them. */
export type Sending = {
  channel: ChannelRow;
  sender: Party;
  sentAt: Instant;
  answers: readonly string[];
  wroteHere: boolean;
};

/** Where a message was filed; `otherAddress`: the unknown address of a mail that answers one of ours (N13). */
export type FiledSender = Filed & { otherAddress: string | null };

/** The customer that was decided for, made when it is new. */
export function customerOf(
  draft: Draft,
  env: RecordEnv,
  decided: { kind: "existing"; customerId: string } | { kind: "new" },
  { name, at }: { name: string | null; at: Instant },
): { customerId: string; threadId: string } {
  if (decided.kind === "new") {
    return createCustomer(draft, env, { name, nameSource: "provider", language: null, at });
  }
  const threadId = draft.threadByCustomer.get(decided.customerId);
  if (threadId === undefined) {
    throw new Error(`customer without thread: ${decided.customerId}`);
  }
  return { customerId: decided.customerId, threadId };
}

/** A name that the provider tells fills an empty one; what an agent wrote stays. */
export function learnName(draft: Draft, customerId: string, name: string | null): void {
  const customer = draft.customers.rows.get(customerId);
  if (customer !== undefined && name !== null && customer.name === null) {
    changeRow(draft.customers, customerId, { name, nameSource: "provider" });
  }
}
