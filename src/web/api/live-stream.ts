import * as z from "zod/mini";
import { type LiveEvent, liveEvent } from "#contract/events.ts";
import { secondMs } from "#domain/time.ts";
import { createStore } from "./create-store.ts";
import { readEventStream } from "./read-event-stream.ts";

/** Whether live events flow. */
export const streamState = createStore<"starting" | "online" | "reconnecting">("starting");

/** What the stream tells its owner. */
export type StreamListener = {
  onEvent(event: LiveEvent): void;
  /** Events flow (again); what happened before the first connection must be read afresh. */
  onOpen(): void;
  onSignedOut(): void;
};

/** Without any sign of life for this long the connection counts as dead; the server sends comments in between. */
const silenceMs = 45 * secondMs;
const longestPauseMs = 8 * secondMs;

/** Follows GET /events for ever, resuming after the last event seen; returns how to stop. */
export function followStream(listener: StreamListener): () => void {
  const stopped = new AbortController();
  let wake: () => void = () => {};
  const handleOnline = (): void => wake();
  window.addEventListener("online", handleOnline);
  void run();
  return () => {
    stopped.abort();
    wake();
    window.removeEventListener("online", handleOnline);
  };

  async function run(): Promise<void> {
    let lastId: string | null = null;
    let failures = 0;
    while (!stopped.signal.aborted) {
      await connect(lastId, {
        onId: (id) => {
          lastId = id;
        },
        onOpen: () => {
          failures = 0;
        },
      });
      if (stopped.signal.aborted) {
        return;
      }
      streamState.set("reconnecting");
      failures += 1;
      await pause(Math.min(longestPauseMs, 250 * 2 ** failures) * (0.5 + Math.random() / 2));
    }
  }

  async function connect(
    lastId: string | null,
    on: { onId(id: string): void; onOpen(): void },
  ): Promise<void> {
    const attempt = new AbortController();
    const signal = AbortSignal.any([stopped.signal, attempt.signal]);
    // A browser that knows it is offline need not wait for the silence.
    window.addEventListener("offline", () => attempt.abort(), { signal });
    let silence = setTimeout(() => attempt.abort(), silenceMs);
    const handleSign = (): void => {
      clearTimeout(silence);
      silence = setTimeout(() => attempt.abort(), silenceMs);
    };
    try {
      const headers = {
        accept: "text/event-stream",
        ...(lastId === null ? {} : { "last-event-id": lastId }),
      };
      const response = await fetch("/api/v1/events", { headers, credentials: "same-origin", signal });
      if (response.status === 401) {
        listener.onSignedOut();
      }
      if (!response.ok || response.body === null) {
        return;
      }
      on.onOpen();
      streamState.set("online");
      listener.onOpen();
      await readEventStream(
        response.body,
        ({ id, data }) => {
          if (id !== null) {
            on.onId(id);
          }
          handleData(data);
        },
        handleSign,
      );
    } catch {
      // A cut connection is the normal case here: the loop connects again and resumes.
    } finally {
      clearTimeout(silence);
      attempt.abort();
    }
  }

  function handleData(data: string): void {
    const event = z.safeParse(liveEvent, parseJson(data));
    if (event.success) {
      listener.onEvent(event.data);
    }
  }

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
