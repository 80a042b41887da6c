import type { ConversationView, ThreadDetail, ThreadItem, WindowView } from "#contract/threads.ts";
import { labelOfUnnamed } from "#domain/customer-label.ts";
import type { Instant } from "#domain/time.ts";
import { type WindowRecord, windowStateAt } from "#domain/window.ts";
import type {
  AddressColumns,
  ConversationColumns,
  IdentityColumns,
  ThreadRow,
  WindowColumns,
} from "./threads.queries.ts";

/** A time as the API writes it: ISO 8601 UTC with milliseconds. */
export function viewTime(at: Instant): string {
  return new Date(at).toISOString();
}

/** One line of the thread list. Identities without a stored window have one that was never open. */
export function viewThread(row: ThreadRow, now: Instant, windowChannels: readonly string[]): ThreadItem {
  return {
    id: row.id,
    customer: {
      id: row.customerId,
      name: row.customerName ?? labelOfUnnamed(row) ?? "",
      phone: row.phone,
      email: row.email,
      username: row.username,
    },
    lastMessage: viewLastMessage(row),
    lastActivityAt: viewTime(row.lastActivityAt),
    unread: row.unread,
    unanswered: row.waitingSince !== null,
    waitingSince: row.waitingSince === null ? null : viewTime(row.waitingSince),
    waitingFor:
      row.waitingChannelId === null || row.waitingIdentityId === null
        ? null
        : { channelId: row.waitingChannelId, identityId: row.waitingIdentityId },
    status: row.status,
    snoozedUntil: row.status === "snoozed" && row.snoozedUntil !== null ? viewTime(row.snoozedUntil) : null,
    assignee: row.assigneeId === null ? null : { id: row.assigneeId, name: row.assigneeName ?? "" },
    tags: (row.tags ?? []).map(({ id, name, color }) => ({ id, name, color })),
    windows: viewWindows(row, now, windowChannels),
    version: row.version,
  };
}

/** A whole thread without its messages. */
export function viewThreadDetail(
  row: ThreadRow,
  now: Instant,
  parts: {
    windowChannels: readonly string[];
    conversations: readonly ConversationColumns[];
    identities: readonly IdentityColumns[];
    addresses: readonly AddressColumns[];
    marketingCappedUntil: Instant | null;
  },
): ThreadDetail {
  return {
    ...viewThread(row, now, parts.windowChannels),
    conversations: parts.conversations.map(viewConversation),
    identities: parts.identities.map(({ id, kind, username }) => ({
      id,
      kind,
      label: labelOf(
        parts.addresses.filter((address) => address.identityId === id),
        username,
      ),
    })),
    addresses: parts.addresses.map(({ id, identityId, kind, value }) => ({ id, identityId, kind, value })),
    replyTo:
      row.replyChannelId === null || row.replyIdentityId === null
        ? null
        : { channelId: row.replyChannelId, identityId: row.replyIdentityId },
    isBlocked: row.blockedAt !== null,
    marketingStopped: row.marketingStoppedAt !== null,
    marketingCappedUntil: parts.marketingCappedUntil === null ? null : viewTime(parts.marketingCappedUntil),
    language: row.language,
  };
}

function viewLastMessage({ lastMessage }: ThreadRow): ThreadItem["lastMessage"] {
  if (lastMessage === null) {
    return null;
  }
  const { id, direction, kind, channelId, automatic, text, status, sentAt, voice } = lastMessage;
  return {
    id,
    direction: direction === "in" || direction === "out" ? direction : "note",
    kind,
    channelId,
    automatic,
    text,
    status,
    sentAt: viewTime(sentAt),
    ...(voice === true && { voice }),
  };
}

function viewWindows(row: ThreadRow, now: Instant, windowChannels: readonly string[]): WindowView[] {
  const stored = row.windows ?? [];
  const known = new Set(stored.map(({ channelId, identityId }) => `${channelId} ${identityId}`));
  const never = windowChannels.flatMap((channelId) =>
    (row.identityIds ?? [])
      .filter((identityId) => !known.has(`${channelId} ${identityId}`))
      .map((identityId) => viewWindow({ channelId, identityId }, null, now)),
  );
  return [...stored.map((window: WindowColumns) => viewWindow(window, window, now)), ...never];
}

function viewWindow(
  { channelId, identityId }: { channelId: string; identityId: string },
  record: WindowRecord | null,
  now: Instant,
): WindowView {
  const window = windowStateAt(record, now);
  if (window.state === "never") {
    return { channelId, identityId, state: "never", closesAt: null, lastCustomerMessageAt: null };
  }
  return {
    channelId,
    identityId,
    state: window.state,
    ...(window.state === "closed" ? { closedBy: window.closedBy } : {}),
    closesAt: window.closesAt === null ? null : viewTime(window.closesAt),
    lastCustomerMessageAt:
      window.lastCustomerMessageAt === null ? null : viewTime(window.lastCustomerMessageAt),
  };
}

function viewConversation(row: ConversationColumns): ConversationView {
  return {
    id: row.id,
    channelId: row.channelId,
    identityId: row.identityId,
    startedBy: row.startedBy,
    category: row.category,
    startsAt: viewTime(row.startsAt),
    endsAt: viewTime(row.endsAt),
    confirmed: !row.provisional,
  };
}

/** How people tell identities apart: the phone or mail address, else the username, else the end of WhatsApp's own id. */
function labelOf(addresses: readonly AddressColumns[], username: string | null): string {
  const find = (...kinds: AddressColumns["kind"][]): string | null =>
    kinds.flatMap((kind) => addresses.find((address) => address.kind === kind)?.value ?? [])[0] ?? null;
  const phone = find("phone", "wa_id");
  const contact = {
    phone: phone === null ? null : `+${phone.replace(/^\+/, "")}`,
    email: find("email"),
    username,
    account: find("bsuid", "parent_bsuid"),
  };
  return labelOfUnnamed(contact) ?? "";
}
