import { isMediaKind } from "#domain/content.ts";
import { dayMs, type Instant } from "#domain/time.ts";
import type { Transaction } from "../db/connect.ts";
import type { ChannelTerms } from "./channel-terms.ts";
import {
  type AddressOf,
  type DueRow,
  type FileOf,
  loadAddressesFor,
  loadFiles,
  loadMailIds,
  loadQueued,
  type MailId,
  type QueuedMessage,
} from "./claim.queries.ts";
import type { DueHead, DueMessage } from "./plan-claim.ts";
import { readDestination } from "./read-destination.ts";

/** A head of the queue with how its channel sends. */
export type DueQueueRow = DueRow & DueHead & { terms: ChannelTerms };

/** A due message with what its call needs. */
export type LoadedMessage = DueMessage & {
  tries: number;
  terms: ChannelTerms;
  queued: QueuedMessage;
  /** Mails of its thread so far; empty on other channels. */
  mailIds: MailId[];
  files: FileOf[];
};

/** Meta keeps what it is given for 30 days (§6): what is older than this is given again. */
const mediaMs = 25 * dayMs;

/** Loads what decides and makes up the call of each due message, in set queries. */
export async function loadDueMessages(
  db: Transaction,
  workspaceId: string,
  { rows, now }: { rows: readonly DueQueueRow[]; now: Instant },
): Promise<LoadedMessage[]> {
  if (rows.length === 0) {
    return [];
  }
  const messageIds = rows.map((row) => row.messageId);
  const [queued, addresses] = await Promise.all([
    loadQueued(db, workspaceId, messageIds),
    loadAddressesFor(db, workspaceId, messageIds),
  ]);
  const mailThreads = queued.filter(({ kind }) => kind === "email").map(({ threadId }) => threadId);
  const mailIds =
    mailThreads.length === 0 ? [] : await loadMailIds(db, workspaceId, [...new Set(mailThreads)]);
  const withFiles = queued.filter(mayHaveFiles).map(({ messageId }) => messageId);
  const files =
    withFiles.length === 0
      ? []
      : await loadFiles(db, workspaceId, { messageIds: withFiles, since: now - mediaMs });
  const messages = new Map(queued.map((message) => [message.messageId, message]));
  return rows.flatMap((row) => {
    const message = messages.get(row.messageId);
    return message === undefined ? [] : [joinDueMessage(row, message, { addresses, mailIds, files })];
  });
}

/** Puts together what decides about one due message. */
export function joinDueMessage(
  row: DueQueueRow,
  queued: QueuedMessage,
  known: { addresses: readonly AddressOf[]; mailIds: readonly MailId[]; files?: readonly FileOf[] },
): LoadedMessage {
  const rows = known.addresses.filter((address) => address.identityId === queued.identityId);
  const mailIds = known.mailIds.filter(
    (mail) => mail.threadId === queued.threadId && mail.channelId === row.channelId,
  );
  return {
    ...row,
    kind: queued.kind,
    hasWindow: row.terms.adapter.hasWindow,
    window: {
      lastCustomerMessageAt: queued.lastCustomerMessageAt,
      refusedAttemptAt: queued.refusedAttemptAt,
    },
    isRetry: queued.isRetry,
    templateStatus: queued.templateStatus,
    restrictions: queued.restrictions ?? [],
    isUnwanted: queued.isUnwanted,
    recheck: queued.automatic
      ? {
          isRuleOn: queued.isRuleOn,
          hasPersonWrittenSince: queued.hasPersonWrittenSince,
          inboundSentAt: queued.causeSentAt ?? 0,
        }
      : null,
    ...readDestination(queued, { rows, scope: row.portfolio }),
    queued,
    mailIds: queued.kind === "email" ? mailIds : [],
    files: (known.files ?? []).filter(({ messageId }) => messageId === queued.messageId),
  };
}

function mayHaveFiles({ kind, template }: QueuedMessage): boolean {
  return isMediaKind(kind) || kind === "interactive" || kind === "email" || namesFile(template);
}

/** A template whose header is a file of ours; the others are spared the question. */
function namesFile(template: QueuedMessage["template"]): boolean {
  return template !== null && JSON.stringify(template.components).includes('{"upload":');
}
