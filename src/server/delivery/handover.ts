import type { ChannelAccount, ChannelAdapter } from "#channels/channel.ts";
import type { Instant } from "#domain/time.ts";
import { minuteMs } from "#domain/time.ts";
import type { Transaction } from "../db/connect.ts";
import { type FileOf, leaseRows } from "./claim.queries.ts";
import { findObstacle } from "./find-obstacle.ts";
import type { HandoverDesk } from "./handover-desk.ts";
import type { LoadedMessage } from "./load-due-messages.ts";

/**
 * A file that its provider must have before the message can name it. The message keeps its place in the queue under a
 * lease without an attempt: whoever dies meanwhile, it is free again when the lease ends, and was never sent (F7, L7).
 */
export type Handover = {
  workspaceId: string;
  channelId: string;
  messageId: string;
  leaseId: string;
  tries: number;
  account: ChannelAccount;
  upload: NonNullable<ChannelAdapter["uploadMedia"]>;
  file: FileOf;
};

/** Longer than any handover may take. */
export const handoverLeaseMs = 4 * minuteMs;

/** Messages whose files still have to be handed over wait; one that may not go at all is no reason to hand over anything. */
export function splitByFiles(
  loaded: readonly LoadedMessage[],
  now: Instant,
): { due: LoadedMessage[]; waiting: LoadedMessage[] } {
  const isWaiting = (message: LoadedMessage) =>
    message.terms.adapter.uploadMedia !== undefined &&
    message.files.some(({ mediaId }) => mediaId === null) &&
    findObstacle(message, now) === null;
  return { due: loaded.filter((message) => !isWaiting(message)), waiting: loaded.filter(isWaiting) };
}

/** As many as there is room for, each file of a channel once: the other messages that name it find it there afterwards. */
export function chooseHandovers(
  waiting: readonly LoadedMessage[],
  {
    workspaceId,
    leaseId,
    desk,
  }: { workspaceId: string; leaseId: string; desk: Pick<HandoverDesk, "room" | "has"> },
): Handover[] {
  const chosen = new Map<string, Handover>();
  for (const { channelId, messageId, tries, terms, files } of waiting) {
    const file = files.find(({ mediaId }) => mediaId === null);
    const { uploadMedia: upload } = terms.adapter;
    const key = `${channelId} ${file?.blobKey}`;
    if (file === undefined || upload === undefined || chosen.has(key) || desk.has(key)) {
      continue;
    }
    if (chosen.size >= desk.room()) {
      break;
    }
    const { account } = terms;
    chosen.set(key, { workspaceId, channelId, messageId, leaseId, tries, account, upload, file });
  }
  return [...chosen.values()];
}

/** Takes the chosen messages in hand, in the claim's transaction. */
export async function leaseHandovers(
  db: Transaction,
  workspaceId: string,
  handovers: readonly Handover[],
): Promise<void> {
  const [first] = handovers;
  if (first !== undefined) {
    const messageIds = handovers.map(({ messageId }) => messageId);
    await leaseRows(db, workspaceId, { leaseId: first.leaseId, leaseMs: handoverLeaseMs, messageIds });
  }
}
