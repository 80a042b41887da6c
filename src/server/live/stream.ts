import { randomInt } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Caller } from "../caller.ts";
import type { EventFeed } from "./event-feed.ts";
import { retryFrame, type Subscriber } from "./subscriber.ts";

/** Streams of this process, with who they belong to. */
export type Streams = {
  /** Answers a request with a stream that ends when the client goes, the session ends or the server stops. */
  open(input: {
    caller: Caller;
    lastSeq: number | null;
    request: FastifyRequest;
    reply: FastifyReply;
  }): Promise<void>;
  /** Everybody who is connected, for the watch over sessions. */
  callers(): Map<Subscriber, Caller>;
  /** Sends everybody to another process, or to this one when it is back: not all at the same moment. */
  close(): void;
};

const heartbeatMs = 15_000;
/** A reader that takes nothing for this long is gone; it comes back and resumes. */
const mostFullMs = 60_000;
const soonestReturnMs = 200;
const latestReturnMs = 1_500;

/** Keeps the open streams of this process. */
export function createStreams(feed: EventFeed): Streams {
  const open = new Map<Subscriber, Caller>();
  let isClosed = false;
  const heartbeat = setInterval(() => {
    for (const subscriber of open.keys()) {
      subscriber.write(": \n\n");
    }
  }, heartbeatMs);
  heartbeat.unref();
  return {
    async open({ caller, lastSeq, request, reply }) {
      reply.hijack();
      const { raw } = reply;
      if (raw.destroyed) {
        // Gone while it was signed in: nothing would ever tell that it closed.
        return;
      }
      const socket = request.raw.socket;
      socket.setTimeout(0);
      socket.setNoDelay(true);
      raw.writeHead(200, streamHeaders(reply));
      let fullSince: NodeJS.Timeout | null = null;
      const subscriber: Subscriber = {
        workspaceId: caller.workspaceId,
        seq: 0,
        write(frame) {
          const takesMore = raw.write(frame);
          if (!takesMore) {
            fullSince ??= setTimeout(() => raw.destroy(), mostFullMs);
          }
          return takesMore;
        },
        // Kept alive, the connection would hold up the stop of the server.
        end: () => void raw.end(() => socket.destroySoon()),
      };
      raw.on("drain", () => {
        if (fullSince !== null) {
          clearTimeout(fullSince);
          fullSince = null;
          feed.drained(subscriber);
        }
      });
      raw.on("close", () => {
        clearTimeout(fullSince ?? undefined);
        open.delete(subscriber);
        feed.leave(subscriber);
      });
      raw.on("error", () => undefined);
      if (isClosed) {
        sendAway(subscriber);
        return;
      }
      open.set(subscriber, caller);
      try {
        await feed.follow(subscriber, lastSeq);
      } catch (error) {
        request.log.warn({ err: error }, "a stream could not begin");
        raw.destroy();
      }
    },
    callers: () => open,
    close() {
      isClosed = true;
      clearInterval(heartbeat);
      for (const subscriber of open.keys()) {
        sendAway(subscriber);
      }
    },
  };
}

function sendAway(subscriber: Subscriber): void {
  subscriber.write(retryFrame(randomInt(soonestReturnMs, latestReturnMs)));
  subscriber.end();
}

/** What the hooks set on the reply (security headers, cookies) goes out with the stream's own headers. */
function streamHeaders(reply: FastifyReply): Record<string, string | string[]> {
  const headers: Record<string, string | string[]> = {};
  for (const [name, value] of Object.entries(reply.getHeaders())) {
    if (value !== undefined) {
      headers[name] = Array.isArray(value) ? value : String(value);
    }
  }
  return {
    ...headers,
    "content-type": "text/event-stream; charset=utf-8",
    "cache-control": "no-store",
    // Proxies that gather answers before they pass them on must not.
    "x-accel-buffering": "no",
  };
}
