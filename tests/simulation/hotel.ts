import type { ChannelAccount, ChannelAdapter } from "#channels/channel.ts";
import { matchKey } from "#domain/address.ts";
import { createCustomer, createIdentity } from "#server/record/create-customer.ts";
import type { Draft } from "#server/record/draft.ts";
import type { RecordEnv } from "#server/record/env.ts";
import { addAddress } from "#server/record/people.ts";
import type { ChannelRow, WorkspaceRow } from "#server/record/rows.ts";

/** When every run begins. */
export const startAt = Date.parse("2026-03-10T09:00:00Z");

/** A UUID that tells its number; the first digits say of what. */
export function idOf(what: string, number: number): string {
  return `${what}-0000-7000-8000-${number.toString(16).padStart(12, "0")}`;
}

/** Two numbers and a mailbox. A number sends two messages a second, so that runs reach its limit. */
export const channels = [
  { id: idOf("cccccccc", 0), kind: "whatsapp", providerId: "1000" },
  { id: idOf("cccccccc", 1), kind: "whatsapp", providerId: "2000" },
  { id: idOf("cccccccc", 2), kind: "email", providerId: "hotel@example.com" },
] as const;

/** Index of the mailbox. */
export const mailbox = 2;
/** Meta's limit of each number in the simulation. */
export const perSecond = 2;

/** A person outside: what the hotel knows at first (`typed`), and how Meta or the mail names them. */
export type Person = {
  typed: string | null;
  waId: string | null;
  bsuid: string | null;
  email: string | null;
};

/** Somebody who only wrote, two with phone and mail (one typed without Mexico's 1), and one who hides her phone. */
export const people: readonly Person[] = [
  { typed: "+34600900000", waId: "34600900000", bsuid: null, email: null },
  { typed: "+34600900001", waId: "34600900001", bsuid: "ES.two", email: "two@example.com" },
  { typed: "+525500000001", waId: "5215500000001", bsuid: null, email: "three@example.com" },
  { typed: null, waId: null, bsuid: "ES.four", email: null },
];

/** How the hotel's workspace stands before anything happens. */
export function workspaceRow(workspaceId: string): WorkspaceRow {
  return {
    workspaceId,
    eventSeq: 0,
    messageSeq: 0,
    turn: 1,
    timeZone: "Europe/Madrid",
    country: "ES",
    currency: "USD",
    autoReplyIsOn: true,
    autoReplyText: "Respondemos enseguida.",
    everyHours: 12,
    quietMinutes: 30,
    utilityWindow: "at-delivery",
    freeEntryHours: 72,
  };
}

/** The hotel's channels, connected since 2025. */
export function channelRows(workspaceId: string): ChannelRow[] {
  return channels.map(({ id, kind, providerId }) => {
    const createdAt = Date.parse("2025-01-01T00:00:00Z");
    const account = {
      accountRef: kind === "email" ? null : "102290129340398",
      portfolio: "hotel",
      currency: null,
    };
    return { workspaceId, id, kind, providerId, ...account, timeZone: "Europe/Madrid", createdAt };
  });
}

/** The same as whoever sends sees them. */
export function accounts(workspaceId: string): ChannelAccount[] {
  return channels.map(({ id, kind, providerId }) => {
    return { workspaceId, id, kind, providerId, config: { messagesPerSecond: perSecond }, secrets: {} };
  });
}

/** Puts the people whom an agent typed in into a draft, as the customer's page would. */
export function addPeople(draft: Draft, env: RecordEnv): void {
  for (const { typed, email } of people) {
    if (typed === null) {
      continue;
    }
    const { customerId } = createCustomer(draft, env, {
      name: null,
      nameSource: "agent",
      language: null,
      at: env.now,
    });
    const add = (kind: "phone" | "email", value: string) => {
      addAddress(draft, {
        workspaceId: draft.workspace.workspaceId,
        id: env.newId(),
        customerId,
        identityId: createIdentity(draft, env, customerId, kind === "email" ? "email" : "whatsapp"),
        kind,
        value,
        matchKey: matchKey(kind, value),
        scope: "",
        source: "agent",
        validFrom: env.now,
        validTo: null,
      });
    };
    add("phone", typed);
    if (email !== null) {
      add("email", email);
    }
  }
}

/** Adapters that read and send nothing: the simulation gives them what was said, and makes the calls itself. */
export const adapters: ReadonlyMap<string, ChannelAdapter> = new Map(
  (["whatsapp", "email"] as const).map((kind) => [kind, silentAdapter(kind)]),
);

function silentAdapter(kind: "whatsapp" | "email"): ChannelAdapter {
  return {
    kind,
    sends: kind === "whatsapp" ? ["text", "template"] : ["email"],
    hasWindow: kind === "whatsapp",
    webhook: null,
    parse: () => [],
    send: () => Promise.reject(new Error("The simulation calls providers itself")),
    markRead: async () => undefined,
    check: async () => [],
    listTemplates: async () => null,
    fetchMedia: () => Promise.reject(new Error("Nothing has a file")),
    ...(kind === "email" && { chooseProviderId: (_, attemptId) => `<${attemptId}@example.com>` }),
  };
}
