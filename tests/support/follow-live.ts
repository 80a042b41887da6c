import { setTimeout as delay } from "node:timers/promises";
import type { LiveEvent } from "#contract/events.ts";
import type { ApiClient } from "../../scripts/demo/api-client.ts";
import { openStream } from "./read-stream.ts";

/** A client that lives by the stream alone: it reads everything once, and then only what events name. */
export type LiveClient = {
  /** Threads with the ids of their messages and each one's status, as this client knows them. */
  threads(): Map<string, Map<string, string>>;
  /** How often the stream broke off, and how often everything had to be read afresh. */
  breaks(): number;
  resets(): number;
  /** How many streams ended with a word when to come back. */
  sentAway(): number;
  close(): Promise<void>;
};

type Item = { id: string; status: string };

/** Starts following; whatever breaks off is taken up again after the last event, through whichever server answers. */
export function followLive(options: {
  url: string;
  headers: Record<string, string>;
  api: ApiClient;
}): LiveClient {
  const { url, headers, api } = options;
  const threads = new Map<string, Map<string, string>>();
  let lastId: number | null = null;
  let breaks = 0;
  let resets = 0;
  let sentAway = 0;
  let isClosed = false;
  let stream: Awaited<ReturnType<typeof openStream>> | null = null;

  const threadOf = (threadId: string) => {
    const known = threads.get(threadId) ?? new Map<string, string>();
    threads.set(threadId, known);
    return known;
  };

  function take(event: LiveEvent): void {
    if (event.kind === "message.created") {
      const known = threadOf(event.threadId);
      if (!known.has(event.messageId)) {
        known.set(event.messageId, event.direction === "in" ? "received" : "queued");
      }
    }
    if (event.kind === "message.changed") {
      threadOf(event.threadId).set(event.messageId, event.status);
    }
  }

  async function readAfresh(): Promise<void> {
    threads.clear();
    for (const [threadId, messages] of await readThreads(api)) {
      threads.set(threadId, messages);
    }
  }

  async function follow(): Promise<void> {
    while (!isClosed) {
      try {
        const resume: Record<string, string> = lastId === null ? {} : { "last-event-id": String(lastId) };
        stream = await openStream(`${url}/api/v1/events`, { ...headers, ...resume });
        for (let frame = await stream.next(); frame !== null; frame = await stream.next()) {
          if (frame.event === "reset" || (frame.event === "ready" && lastId === null)) {
            resets += 1;
            await readAfresh();
          } else if (frame.event === "message") {
            take(frame.data as LiveEvent);
          }
          lastId = frame.id ?? lastId;
        }
      } catch {
        // Cut off; what was not heard comes after the last event.
      }
      breaks += 1;
      sentAway += typeof stream?.retryMs() === "number" ? 1 : 0;
      stream = null;
      await delay(50);
    }
  }

  const following = follow();
  return {
    threads: () => threads,
    breaks: () => breaks,
    resets: () => resets,
    sentAway: () => sentAway,
    async close() {
      isClosed = true;
      stream?.close();
      await following;
    },
  };
}

/** All threads with their messages' statuses, as the API tells them. */
export async function readThreads(api: ApiClient): Promise<Map<string, Map<string, string>>> {
  const threads = new Map<string, Map<string, string>>();
  for await (const { id } of pagesOf<{ id: string }>(api, "/threads?limit=100")) {
    const messages = new Map<string, string>();
    for await (const item of pagesOf<Item>(api, `/threads/${id}/messages?limit=100`)) {
      messages.set(item.id, item.status);
    }
    threads.set(id, messages);
  }
  return threads;
}

async function* pagesOf<One>(api: ApiClient, path: string): AsyncGenerator<One> {
  let cursor: string | null = null;
  do {
    const more: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const page: { items: One[]; nextCursor: string | null } = await api.get(`${path}${more}`);
    yield* page.items;
    cursor = page.nextCursor;
  } while (cursor !== null);
}
