import type { ImapFlow } from "imapflow";
import type { ChannelAccount, MailboxCursor, MailboxReader, MailSink } from "../channel.ts";
import { createImapClient } from "./imap-client.ts";
import { readMailAccount } from "./mail-config.ts";
import { mailLimits, truncatedHeader } from "./mail-source.ts";
import type { ImapTimes, MailboxReaderTimes } from "./mail-times.ts";
import { describeProviderError } from "./provider-error.ts";

/**
 * Reads INBOX by UID, opened read-only: nothing is ever marked, moved or deleted. A mail is handed on whole or not at all,
 * and the next one only after the sink has it, so that a cut connection or a failing sink begins again at the same mail.
 * No cursor, another UIDVALIDITY or UIDs below the cursor (a restored mailbox) mean: from the first mail on.
 */
export function createMailboxReader(times: MailboxReaderTimes): MailboxReader {
  return async ({ account, cursor, sink, signal, onState }) => {
    const { config, secrets } = readMailAccount(account);
    let position: MailboxCursor | null = cursor;
    let pauseMs = times.firstPauseMs;
    while (!signal.aborted) {
      const client = createImapClient(config.imap, secrets.imapPassword, times);
      // Once connected, the loop itself sees the signal and leaves in good order.
      const stopConnecting = () => client.usable || client.close();
      signal.addEventListener("abort", stopConnecting);
      try {
        await client.connect();
        const box = await client.mailboxOpen("INBOX", { readOnly: true });
        const uidValidity = String(box.uidValidity);
        if (position === null || position.uidValidity !== uidValidity || position.uid >= box.uidNext) {
          position = { uid: 0, uidValidity };
        }
        onState("connected", `${box.exists} mails`);
        pauseMs = times.firstPauseMs;
        await followMailbox({ client, position, sink, signal, netMs: times.netMs });
      } catch (error) {
        if (!signal.aborted) {
          onState("disconnected", describeProviderError(error));
        }
      } finally {
        signal.removeEventListener("abort", stopConnecting);
        await leave(client);
      }
      await pause(pauseMs * (0.75 + Math.random() / 2), signal);
      pauseMs = Math.min(pauseMs * 2, times.longestPauseMs);
    }
  };
}

/** Where the mailbox ends now: the cursor that leaves out all that is there, for a mailbox connected without its past. */
export async function findMailboxEnd(account: ChannelAccount, times: ImapTimes): Promise<MailboxCursor> {
  const { config, secrets } = readMailAccount(account);
  const client = createImapClient(config.imap, secrets.imapPassword, times);
  try {
    await client.connect();
    const box = await client.mailboxOpen("INBOX", { readOnly: true });
    return { uid: box.uidNext - 1, uidValidity: String(box.uidValidity) };
  } finally {
    await leave(client);
  }
}

/** Moves `position` forward, mail by mail; returns when the signal aborts, throws when the connection or the sink fails. */
async function followMailbox(input: {
  client: ImapFlow;
  position: MailboxCursor;
  sink: MailSink;
  signal: AbortSignal;
  netMs: number;
}): Promise<void> {
  const { client, position, sink, signal, netMs } = input;
  let wake: () => void = () => undefined;
  let hasNews = false;
  client.on("exists", () => {
    hasNews = true;
    wake();
  });
  while (!signal.aborted) {
    hasNews = false;
    const uids = await findNewUids(client, position.uid);
    for (let start = 0; start < uids.length; start += 100) {
      for (const { uid, size } of await findSizes(client, uids.slice(start, start + 100))) {
        const source = await fetchSource(client, uid, size);
        if (signal.aborted) {
          return;
        }
        if (source !== null) {
          await sink({ uid, uidValidity: position.uidValidity, source });
        }
        position.uid = uid;
      }
    }
    if (uids.length > 0 || hasNews) {
      continue;
    }
    const woken = new Promise<"news">((resolve) => {
      wake = () => resolve("news");
    });
    const net = new AbortController();
    const either = AbortSignal.any([signal, net.signal]);
    // The next command ends the IDLE.
    const cause = await Promise.race([
      woken,
      client.idle().then(() => "ended" as const),
      pause(netMs, either).then(() => "net" as const),
    ]);
    if (cause === "ended") {
      // Keepalive, or a server that ends every IDLE at once: never ask it without a pause.
      await Promise.race([woken, pause(Math.min(netMs, 1000), either)]);
    }
    net.abort();
  }
}

/** UIDs above the last one, ascending. "n:*" also names the last mail when it is below n (RFC 3501 §6.4.8). */
async function findNewUids(client: ImapFlow, uid: number): Promise<number[]> {
  const found = await client.search({ uid: `${uid + 1}:*` }, { uid: true });
  if (found === undefined || found === false) {
    throw new Error("The server did not answer the search");
  }
  return found.filter((one) => one > uid).sort((one, other) => one - other);
}

/** The mails that are still there, ascending, with their sizes. */
async function findSizes(client: ImapFlow, uids: number[]): Promise<{ uid: number; size: number }[]> {
  const found = await client.fetchAll(uids.join(","), { uid: true, size: true }, { uid: true });
  return found.map(({ uid, size }) => ({ uid, size: size ?? 0 })).sort((one, other) => one.uid - other.uid);
}

/** The source of one mail; null when it was deleted meanwhile. */
async function fetchSource(client: ImapFlow, uid: number, size: number): Promise<Uint8Array | null> {
  const isWhole = size <= mailLimits.sourceBytes;
  const query = { uid: true, source: isWhole ? true : { start: 0, maxLength: mailLimits.cutBytes } };
  const found = await client.fetchOne(String(uid), query, { uid: true });
  if (found === undefined || found === false || found.source === undefined) {
    return null;
  }
  return isWhole
    ? found.source
    : Buffer.concat([Buffer.from(`${truncatedHeader}: ${size}\r\n`), found.source]);
}

/** Says LOGOUT, but waits for no answer of a server that has gone. */
async function leave(client: ImapFlow): Promise<void> {
  const patience = new AbortController();
  await Promise.race([client.logout().catch(() => undefined), pause(1000, patience.signal)]);
  patience.abort();
  client.close();
}

/** Waits in real time, at most until the signal aborts. */
function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const finish = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", finish);
      resolve();
    };
    const timer = setTimeout(finish, ms);
    signal.addEventListener("abort", finish);
  });
}
