import type { ChannelAccount, ChannelAdapter, OutboundMessage } from "#channels/channel.ts";
import { contentPayload } from "#contract/content.ts";
import { mediaKinds } from "#domain/content.ts";
import type { Instant } from "#domain/time.ts";
import { closingTime } from "./find-obstacle.ts";
import type { LoadedMessage } from "./load-due-messages.ts";

/** A message in hand: its attempt row and its lease are committed, its call is still to be made, once. */
export type Attempt = {
  workspaceId: string;
  channelId: string;
  messageId: string;
  attemptId: string;
  leaseId: string;
  /** Calls that were made before this one. */
  tries: number;
  account: ChannelAccount;
  adapter: ChannelAdapter;
  outbound: OutboundMessage;
  /** The category that its template has now; absent where it has none. */
  category?: string;
  /** When it may leave, in real time of this process; `perSecond` null: its channel knows no limit. */
  slotAt: number;
  perSecond: number | null;
  /** Real time of this process after which another one may have given it up. */
  leaseEndsAt: number;
  /** Clock of the domain: from then on free text is refused (W10); infinity where no window rules. */
  closesAt: Instant;
};

/** Makes the attempt of a message that got a slot; null when it has no address, for which the plan withdraws it. */
export function makeAttempt(
  message: LoadedMessage,
  given: {
    workspaceId: string;
    attemptId: string;
    leaseId: string;
    slotAt: number;
    leaseEndsAt: number;
    now: Instant;
    readFile(blobKey: string): Promise<Uint8Array | null>;
  },
): Attempt | null {
  const { terms, destination, queued, numberLimit } = message;
  if (destination === null) {
    return null;
  }
  const { account, adapter } = terms;
  const { now, readFile, ...ids } = given;
  const isMail = queued.kind === "email";
  return {
    ...ids,
    channelId: message.channelId,
    messageId: message.messageId,
    tries: message.tries,
    account,
    adapter,
    outbound: {
      attemptId: ids.attemptId,
      kind: readKind(queued.kind),
      destination,
      text: queued.template === null ? queued.text : null,
      subject: queued.subject,
      template: queued.template,
      carried: contentPayload.safeParse(queued.payload).data ?? {},
      files: message.files.map(({ blobKey, name, type, size, mediaId }) => {
        return { name, type, size, mediaId, read: () => readFile(blobKey) };
      }),
      answers: queued.answersProviderId ?? lastInboundMail(message),
      references: isMail ? message.mailIds.map((mail) => mail.providerId) : [],
      automatic: queued.automatic,
      providerId: adapter.chooseProviderId?.(account, ids.attemptId) ?? null,
    },
    ...(queued.templateCategory === null ? {} : { category: queued.templateCategory }),
    perSecond: numberLimit?.perSecond ?? null,
    closesAt: closingTime(message, now),
  };
}

/** A mail answers the customer's newest one, so that her program shows them together. */
function lastInboundMail({ mailIds }: LoadedMessage): string | null {
  return mailIds.findLast((mail) => mail.direction === "in")?.providerId ?? null;
}

const otherKinds = ["text", "template", "email", "location", "contacts", "interactive", "reaction"] as const;

function readKind(kind: string): OutboundMessage["kind"] {
  const known = [...otherKinds, ...mediaKinds].find((one) => one === kind);
  if (known === undefined) {
    throw new TypeError(`A message of kind ${kind} is nothing that a channel sends`);
  }
  return known;
}
