import type {
  ChannelAccount,
  ChannelAdapter,
  InboundFact,
  InboundStatus,
  InboundVolumeTier,
} from "#channels/channel.ts";
import { readCategory } from "#domain/category.ts";
import type { Instant } from "#domain/time.ts";
import { clampSentAt } from "#domain/window.ts";
import type { Fact } from "../record/facts.ts";
import type { Reading } from "./submission.ts";

/** Where a body came from, and which channels it may speak for: those that own the secret that signed it. */
export type Origin = {
  workspaceId: string;
  journalId: string;
  receivedAt: Instant;
  accounts: readonly ChannelAccount[];
  /** The mailbox that a mail was fetched from. */
  channelRef: string | null;
};

/** Reads a body into facts. Never throws: what can't be read or filed is a fault, and the body is kept. */
export async function readBody(adapter: ChannelAdapter, body: Uint8Array, origin: Origin): Promise<Reading> {
  const reading: Reading = { facts: [], faults: [], templateChanges: [] };
  try {
    const parsed = adapter.parse(body, origin.channelRef);
    for (const fact of parsed instanceof Promise ? await parsed : parsed) {
      takeFact(reading, fact, origin);
    }
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    reading.faults.push({ reason: "unreadable", detail: detail.slice(0, 500) });
  }
  return reading;
}

function takeFact(reading: Reading, inbound: InboundFact, origin: Origin): void {
  if (inbound.type === "template-change") {
    reading.templateChanges.push(inbound);
    return;
  }
  if (inbound.type === "other") {
    return;
  }
  if (inbound.type === "volume-tier") {
    takeTier(reading, inbound, origin);
    return;
  }
  if (inbound.type === "health-change") {
    const { accountRef, digits, change, at } = inbound;
    const { workspaceId, receivedAt } = origin;
    const fact = { type: "channel-told", workspaceId, accountRef, digits, change } as const;
    reading.facts.push({ ...fact, at: Math.min(at ?? receivedAt, receivedAt) });
    return;
  }
  if (inbound.type === "unfiled") {
    reading.faults.push({ reason: "unreadable", detail: inbound.what });
    return;
  }
  const account = origin.accounts.find(({ providerId }) => providerId === inbound.channelRef);
  if (account === undefined) {
    reading.faults.push({ reason: "unknown-channel", detail: inbound.channelRef });
    return;
  }
  if (inbound.type === "contact-name") {
    const { waId, name } = inbound;
    const { workspaceId, receivedAt: at } = origin;
    reading.facts.push({ type: "contact-named", workspaceId, channelId: account.id, waId, name, at });
    return;
  }
  reading.facts.push(toFact(inbound, account, origin));
}

/** A category of the future has no price here: nothing is lost, the body stays in the journal. */
function takeTier(reading: Reading, inbound: InboundVolumeTier, { workspaceId, receivedAt }: Origin): void {
  const { accountRef, month, market, from, at } = inbound;
  const category = readCategory(inbound.category);
  if (category !== null) {
    reading.facts.push({
      type: "volume-tier",
      workspaceId,
      accountRef,
      tier: { month, market, category, from, at },
      at: receivedAt,
    });
  }
}

function toFact(
  inbound: Exclude<
    InboundFact,
    { type: "template-change" | "volume-tier" | "health-change" | "contact-name" | "other" | "unfiled" }
  >,
  { workspaceId, id: channelId }: ChannelAccount,
  { journalId, receivedAt }: Origin,
): Fact {
  const common = { workspaceId, channelId, receivedAt, journalId };
  return inbound.type === "status"
    ? { type: "status", ...common, status: withinBounds(inbound, receivedAt) }
    : { type: "customer", ...common, inbound };
}

/** A provider's clock may be wrong, or its time absurd: conversations and charges hang on it (F16). */
function withinBounds(status: InboundStatus, receivedAt: Instant): InboundStatus {
  const { report } = status;
  return { ...status, report: { ...report, at: clampSentAt(report.at, receivedAt) } };
}
