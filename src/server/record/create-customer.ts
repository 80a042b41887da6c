import type { Instant } from "#domain/time.ts";
import { addRow, type Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { addIdentity } from "./people.ts";

/** Adds a customer with the thread that every customer has exactly one of. */
export function createCustomer(
  draft: Draft,
  env: RecordEnv,
  customer: { name: string | null; nameSource: "agent" | "provider"; language: string | null; at: Instant },
  { customerId, threadId } = { customerId: env.newId(), threadId: env.newId() },
): { customerId: string; threadId: string } {
  const { workspaceId } = draft.workspace;
  addRow(draft.customers, customerId, {
    workspaceId,
    id: customerId,
    name: customer.name,
    nameSource: customer.nameSource,
    language: customer.language,
    blockedAt: null,
    marketingStoppedAt: null,
    marketingToldAt: null,
    mergedInto: null,
    createdAt: env.now,
  });
  addRow(draft.threads, threadId, {
    workspaceId,
    id: threadId,
    customerId,
    status: "open",
    lastActivityAt: customer.at,
    lastMessageId: null,
    lastMessage: null,
    unread: 0,
    waitingSince: null,
    waitingChannelId: null,
    waitingIdentityId: null,
    lastPersonAt: null,
    lastAutomaticAt: null,
    replyChannelId: null,
    replyIdentityId: null,
    version: 1,
    mergedInto: null,
    createdAt: env.now,
  });
  draft.threadByCustomer.set(customerId, threadId);
  return { customerId, threadId };
}

/** Adds an identity: one person on one kind of channel. */
export function createIdentity(draft: Draft, env: RecordEnv, customerId: string, kind: string): string {
  const id = env.newId();
  addIdentity(draft, {
    workspaceId: draft.workspace.workspaceId,
    id,
    customerId,
    kind,
    lastInboundAt: null,
    lastInboundWaId: null,
    lastInboundBsuid: null,
    lastAnswerWaId: null,
    username: null,
    lastAutomaticAt: null,
    sourceCustomerId: null,
    createdAt: env.now,
  });
  return id;
}
