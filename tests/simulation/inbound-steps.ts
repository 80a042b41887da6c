import { type InboundFact, type InboundMessage, nobody, type Party } from "#channels/channel.ts";
import { dayMs, type Instant } from "#domain/time.ts";
import { readBody } from "#server/ingest/read-body.ts";
import type { Submission } from "#server/ingest/submission.ts";
import { accounts, adapters, channels, idOf, mailbox, people } from "./hotel.ts";
import { isAnsweredByRule } from "./oracle.ts";
import type { Webhook } from "./provider.ts";
import type { Deed, IdentityStep, Step } from "./steps.ts";
import type { World } from "./world.ts";

/** A customer does something on WhatsApp: Meta has a webhook to deliver, stamped in whole seconds by its clock. */
export function writeOnWhatsApp(
  { provider, clocks }: World,
  { customer, channel, deed, text, ageMs, as }: Extract<Step, { do: "write" }>,
): void {
  const isReaction = deed === "reaction" || deed === "reaction-removed";
  const stampAt = clocks.of("meta") - ageMs;
  // The id of a reaction is not kept: one whose time lies out of bounds (§1) is bounded anew when it comes again, which
  // never brings the window past what its own time says. That is harmless, so here its time lies within them.
  const now = clocks.of("web");
  const sentAt = wholeSecond(isReaction ? Math.min(Math.max(stampAt, now - dayMs), now) : stampAt);
  const { waId, bsuid } = as ?? people[customer] ?? nobody;
  const sender = { ...nobody, waId, bsuid };
  const channelRef = channels[channel]?.providerId ?? "";
  const providerId = provider.nextId(channel);
  const fact: InboundFact = isReaction
    ? {
        type: "reaction",
        channelRef,
        providerId,
        sender,
        sentAt,
        targetProviderId: "wamid.1",
        emoji: deed === "reaction" ? "👍" : null,
      }
    : { ...plainMessage, channelRef, providerId, sender, sentAt, event: deed, kind: kindOf(deed), text };
  provider.outbox.push({ fact, about: { customer, kind: deed, text }, attemptId: null });
}

/** Meta tells of another number or user id of somebody. */
export function changeIdentity({ provider, clocks }: World, { channel, kind, from, to }: IdentityStep): void {
  const channelRef = channels[channel]?.providerId ?? "";
  const sender = { ...nobody, waId: from.waId, bsuid: from.bsuid };
  const identityChange = { kind, newWaId: to.waId, oldBsuid: from.bsuid, newBsuid: to.bsuid };
  const own = {
    channelRef,
    providerId: provider.nextId(channel),
    sender,
    sentAt: wholeSecond(clocks.of("meta")),
  };
  const fact: InboundMessage = { ...plainMessage, ...own, event: "system", kind: "system", identityChange };
  provider.outbox.push({ fact, about: null, attemptId: null });
}

/** Meta has something that can't be filed: for a number that is not ours, or from nobody. */
export function writeBad({ provider, clocks }: World, fault: "unknown-channel" | "sender-missing"): void {
  const channelRef = fault === "unknown-channel" ? "9999" : (channels[0]?.providerId ?? "");
  const sentAt = wholeSecond(clocks.of("meta"));
  const fact = { ...plainMessage, channelRef, providerId: provider.nextId(0), sentAt };
  provider.outbox.push({ fact, about: null, attemptId: null });
}

/** Meta delivers webhooks, in any order, one twice or again after days; ingest stores them as one batch. */
export async function deliverWebhooks(
  world: World,
  { picks, again, twice, end }: Extract<Step, { do: "deliver" }>,
): Promise<void> {
  const { provider, rules } = world;
  const left = [...provider.outbox];
  const taken = picks.flatMap((pick) => (left.length === 0 ? [] : left.splice(pick % left.length, 1)));
  const old =
    again === null ? undefined : provider.acknowledged[again % Math.max(1, provider.acknowledged.length)];
  const sent = [...taken, ...(twice ? taken.slice(0, 1) : []), ...(old === undefined ? [] : [old])];
  if (sent.length === 0) {
    return;
  }
  if (end !== "crashed") {
    await storeWebhooks(world, sent);
  }
  if (rules.acknowledges(end)) {
    provider.outbox = left;
    provider.acknowledged.push(...taken);
  }
}

async function storeWebhooks(world: World, webhooks: readonly Webhook[]): Promise<void> {
  const receivedAt = world.clocks.of("web");
  const isMail = ({ fact }: Webhook) =>
    "channelRef" in fact && fact.channelRef === channels[mailbox].providerId;
  const notices = webhooks.filter(isMail);
  const others = webhooks.filter((webhook) => !isMail(webhook));
  // The first two come in one body, so that what is bad shares its body with what is good.
  const bodies = [others.slice(0, 2), ...others.slice(2).map((one) => [one]), ...notices.map((one) => [one])];
  const batch: Submission[] = [];
  for (const body of bodies.filter(({ length }) => length > 0)) {
    const kind = body.some(isMail) ? "email" : "whatsapp";
    batch.push(await read(world, { kind, facts: body.map(({ fact }) => fact), cursor: null, receivedAt }));
  }
  await world.store.ingest(batch);
  for (const webhook of [...others, ...notices]) {
    remember(world, webhook, receivedAt);
  }
}

/** A mail comes into the mailbox. */
export function bringMail(
  { mails, clocks }: World,
  { customer, ageMs }: Extract<Step, { do: "mail" }>,
): void {
  const email = people[customer]?.email ?? null;
  if (email !== null) {
    const sentAt = wholeSecond(clocks.of("meta") - ageMs);
    const own = {
      channelRef: channels[mailbox].providerId,
      providerId: `<${mails.length + 1}@example.com>`,
      sentAt,
    };
    const sender = { ...nobody, email };
    mails.push({
      customer,
      fact: { ...plainMessage, ...own, sender, event: "email", kind: "email", subject: "Hola", text: "Hola" },
    });
  }
}

/** Reads the mailbox from the cursor on, or all of it anew when its UIDVALIDITY changed; a crash stores nothing. */
export async function fetchMail(
  world: World,
  { most, rescan, end }: Extract<Step, { do: "fetch-mail" }>,
): Promise<void> {
  const from = rescan ? 0 : await world.store.mailCursor();
  for (const [index, { fact, customer }] of world.mails.entries()) {
    if (index < from || index >= from + most || end === "crashed") {
      continue;
    }
    const receivedAt = world.clocks.of("web");
    const cursor = { uid: index + 1, uidValidity: "1" };
    await world.store.ingest([await read(world, { kind: "email", facts: [fact], cursor, receivedAt })]);
    remember(world, { fact, about: { customer, kind: "email", text: "Hola" }, attemptId: null }, receivedAt);
  }
}

type Body = {
  kind: "whatsapp" | "email";
  facts: InboundFact[];
  cursor: Submission["cursor"];
  receivedAt: Instant;
};

/** What ingest makes of a body, by its own code; the adapter's part, reading Meta's JSON, has tests of its own. */
async function read(world: World, { kind, facts, cursor, receivedAt }: Body): Promise<Submission> {
  const { workspaceId } = world.store;
  world.count += 1;
  const journalId = idOf("dddddddd", world.count);
  const adapter = adapters.get(kind);
  if (adapter === undefined) {
    throw new Error(`no adapter ${kind}`);
  }
  const own = accounts(workspaceId).filter((account) => account.kind === kind);
  const origin = { workspaceId, journalId, receivedAt, accounts: own, channelRef: null };
  const reading = await readBody({ ...adapter, parse: () => facts }, new Uint8Array(), origin);
  world.faults += new Set(facts.flatMap((fact) => faultOf(fact) ?? [])).size;
  const channelId = kind === "email" ? channels[mailbox].id : null;
  return {
    workspaceId,
    source: kind,
    channelId,
    journalId,
    receivedAt,
    body: Buffer.alloc(1),
    cursor,
    reading,
    replayOf: null,
  };
}

function faultOf(fact: InboundFact): string | null {
  if (fact.type !== "message" || fact.event === "system") {
    return null;
  }
  return fact.channelRef === "9999" ? "unknown-channel" : isNobody(fact.sender) ? "sender-missing" : null;
}

const isNobody = ({ waId, bsuid, email }: Party) => waId === null && bsuid === null && email === null;

/** Writes into the history what was stored. */
function remember({ history }: World, { fact, about, attemptId }: Webhook, at: Instant): void {
  const channel = channels.findIndex(
    ({ providerId }) => "channelRef" in fact && providerId === fact.channelRef,
  );
  if (fact.type === "status") {
    const { report, retryable } = fact;
    const { status, failure } = report;
    const name = `${channel} ${fact.providerId}`;
    const told = { status, reason: failure?.reason ?? null, isTransient: retryable ?? false };
    const times = { at: report.at, receivedAt: at, isAnswer: false };
    history.report({ attemptId: fact.attemptId === null ? null : attemptId, name }, { ...told, ...times });
  } else if (about !== null && (fact.type === "message" || fact.type === "reaction")) {
    const { customer, kind, text } = about;
    const heard = history.hear({
      customer,
      channel,
      id: fact.providerId,
      kind,
      text,
      sentAt: fact.sentAt ?? at,
      at,
    });
    if (heard !== null && isAnsweredByRule(history, heard)) {
      history.answered.set(heard, at);
    }
  }
}

const wholeSecond = (at: Instant) => at - (at % 1_000);
const kindOf = (deed: Deed) => (deed === "media" ? "image" : deed);

const plainMessage: Omit<InboundMessage, "channelRef" | "providerId"> = {
  type: "message",
  sender: nobody,
  sentAt: null,
  event: "text",
  kind: "text",
  text: null,
  subject: null,
  attachments: [],
  answers: [],
  payload: null,
  sentByMachine: false,
};
