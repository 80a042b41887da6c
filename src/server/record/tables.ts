import type {
  AddressRecord,
  AllowanceRow,
  AttachmentRow,
  AttemptRow,
  ChannelRow,
  ChargeRow,
  ConversationRow,
  CustomerRow,
  IdentityRow,
  MessageRow,
  ParkedRow,
  ReactionRow,
  ThreadRow,
  WindowRow,
} from "./rows.ts";
import { defineTable } from "./table.ts";

export const channelTable = defineTable<ChannelRow>("channels", ["workspaceId", "id"], {
  workspaceId: "uuid",
  id: "uuid",
  kind: "text",
  providerId: "text",
  portfolio: "text",
  timeZone: "text",
  createdAt: "timestamptz",
});

export const customerTable = defineTable<CustomerRow>("customers", ["workspaceId", "id"], {
  workspaceId: "uuid",
  id: "uuid",
  name: "text",
  nameSource: "text",
  language: "text",
  blockedAt: "timestamptz",
  marketingStoppedAt: "timestamptz",
  mergedInto: "uuid",
  createdAt: "timestamptz",
});

export const identityTable = defineTable<IdentityRow>("identities", ["workspaceId", "id"], {
  workspaceId: "uuid",
  id: "uuid",
  customerId: "uuid",
  kind: "text",
  lastInboundAt: "timestamptz",
  lastInboundWaId: "text",
  lastInboundBsuid: "text",
  lastAnswerWaId: "text",
  createdAt: "timestamptz",
});

export const addressTable = defineTable<AddressRecord>("addresses", ["workspaceId", "id"], {
  workspaceId: "uuid",
  id: "uuid",
  customerId: "uuid",
  identityId: "uuid",
  kind: "text",
  value: "text",
  matchKey: "text",
  scope: "text",
  source: "text",
  validFrom: "timestamptz",
  validTo: "timestamptz",
});

export const threadTable = defineTable<ThreadRow>("threads", ["workspaceId", "id"], {
  workspaceId: "uuid",
  id: "uuid",
  customerId: "uuid",
  status: "text",
  lastActivityAt: "timestamptz",
  lastMessageId: "uuid",
  lastMessage: "jsonb",
  unread: "integer",
  waitingSince: "timestamptz",
  waitingChannelId: "uuid",
  waitingIdentityId: "uuid",
  lastPersonAt: "timestamptz",
  lastAutomaticAt: "timestamptz",
  replyChannelId: "uuid",
  replyIdentityId: "uuid",
  version: "integer",
  mergedInto: "uuid",
  createdAt: "timestamptz",
});

export const messageTable = defineTable<MessageRow>("messages", ["workspaceId", "id"], {
  workspaceId: "uuid",
  id: "uuid",
  threadId: "uuid",
  seq: "bigint",
  direction: "text",
  kind: "text",
  channelId: "uuid",
  identityId: "uuid",
  providerId: "text",
  clientId: "uuid",
  clientFingerprint: "text",
  authorId: "uuid",
  automatic: "boolean",
  causeId: "uuid",
  answersId: "uuid",
  answersProviderId: "text",
  text: "text",
  subject: "text",
  template: "jsonb",
  payload: "jsonb",
  opensWindow: "boolean",
  status: "text",
  failure: "jsonb",
  remark: "jsonb",
  sentAt: "timestamptz",
  receivedAt: "timestamptz",
  attemptAt: "timestamptz",
  acceptedAt: "timestamptz",
  deliveredAt: "timestamptz",
  readAt: "timestamptz",
  playedAt: "timestamptz",
  failedAt: "timestamptz",
  category: "text",
  windowOpenAtAttempt: "boolean",
  reportedPricing: "jsonb",
  countedAt: "timestamptz",
  conversationId: "uuid",
  journalId: "uuid",
});

export const attemptTable = defineTable<AttemptRow>("attempts", ["workspaceId", "id"], {
  workspaceId: "uuid",
  id: "uuid",
  messageId: "uuid",
  number: "integer",
  channelId: "uuid",
  identityId: "uuid",
  leaseId: "uuid",
  providerId: "text",
  state: "jsonb",
  attemptAt: "timestamptz",
  settled: "boolean",
});

export const parkedTable = defineTable<ParkedRow>("parked_statuses", ["workspaceId", "id"], {
  workspaceId: "uuid",
  id: "uuid",
  channelId: "uuid",
  providerId: "text",
  attemptId: "uuid",
  fact: "jsonb",
  receivedAt: "timestamptz",
});

export const attachmentTable = defineTable<AttachmentRow>("attachments", ["workspaceId", "id"], {
  workspaceId: "uuid",
  id: "uuid",
  messageId: "uuid",
  position: "integer",
  name: "text",
  type: "text",
  size: "bigint",
  sha256: "text",
  mediaId: "text",
  part: "integer",
  journalId: "uuid",
  journalReceivedAt: "timestamptz",
});

export const reactionTable = defineTable<ReactionRow>(
  "reactions",
  ["workspaceId", "messageId", "identityId"],
  {
    workspaceId: "uuid",
    messageId: "uuid",
    identityId: "uuid",
    emoji: "text",
    sentAt: "timestamptz",
  },
);

export const windowTable = defineTable<WindowRow>("windows", ["workspaceId", "channelId", "identityId"], {
  workspaceId: "uuid",
  channelId: "uuid",
  identityId: "uuid",
  threadId: "uuid",
  lastCustomerMessageAt: "timestamptz",
  lastMessageId: "uuid",
  refusedAttemptAt: "timestamptz",
  deliveredAttemptAt: "timestamptz",
  referralAt: "timestamptz",
  freeEntryOpenerId: "uuid",
  freeEntryStartsAt: "timestamptz",
  freeEntryEndsAt: "timestamptz",
});

export const conversationTable = defineTable<ConversationRow>("conversations", ["workspaceId", "id"], {
  workspaceId: "uuid",
  id: "uuid",
  threadId: "uuid",
  channelId: "uuid",
  identityId: "uuid",
  category: "text",
  startedBy: "text",
  startsAt: "timestamptz",
  endsAt: "timestamptz",
  provisional: "boolean",
});

export const chargeTable = defineTable<ChargeRow>("charges", ["workspaceId", "messageId", "entry"], {
  workspaceId: "uuid",
  messageId: "uuid",
  entry: "integer",
  state: "text",
  amount: "bigint",
  currency: "text",
  category: "text",
  pricingType: "text",
  market: "text",
  card: "text",
  source: "text",
  reason: "text",
  day: "date",
  recordedAt: "timestamptz",
});

export const allowanceTable = defineTable<AllowanceRow>("allowances", ["workspaceId", "channelId", "month"], {
  workspaceId: "uuid",
  channelId: "uuid",
  month: "text",
  confirmed: "integer",
  estimated: "integer",
});
