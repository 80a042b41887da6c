import { setTimeout as delay } from "node:timers/promises";
import type { Ring } from "./doorbell.ts";
import { mostRingsInText, wordOf } from "./ring-text.ts";

/** Each ring wakes every process, and a NOTIFY is a commit of its own: so many in a second are enough (decision 0006). */
const betweenRingsMs = 25;
const firstPauseMs = 100;
const longestPauseMs = 5_000;

/** Tells other processes: the first ring leaves at once, the next text carries what gathered meanwhile. */
export type RingSender = {
  ring(rings: readonly Ring[]): void;
  /** Resolves when nothing is being sent; what could not be sent is given up. */
  close(): Promise<void>;
};

/** `publish` resolves once the text is surely on its way. While it fails, this process hears its rings by `tell`. */
export function createRingSender(options: {
  publish(text: string): Promise<void>;
  tell(ring: Ring): void;
}): RingSender {
  const closing = new AbortController();
  const waiting = new Map<string, Ring>();
  let isFailing = false;
  let sending: Promise<void> | null = null;

  const rest = (ms: number) => delay(ms, undefined, { signal: closing.signal }).catch(() => undefined);

  async function send(): Promise<void> {
    for (let pauseMs = firstPauseMs; waiting.size > 0; ) {
      const words = [...waiting.entries()].slice(0, mostRingsInText);
      for (const [word] of words) {
        waiting.delete(word);
      }
      try {
        await options.publish(words.map(([word]) => word).join(" "));
        isFailing = false;
        pauseMs = firstPauseMs;
        await rest(betweenRingsMs);
      } catch {
        if (closing.signal.aborted) {
          break;
        }
        keep(words);
        await rest(pauseMs);
        pauseMs = Math.min(pauseMs * 2, longestPauseMs);
      }
    }
    sending = null;
  }

  /** The others are told later, of all but who looked or wrote, which is over by then. */
  function keep(words: readonly [string, Ring][]): void {
    const isNews = !isFailing;
    isFailing = true;
    for (const [word, ring] of [...words, ...waiting]) {
      if (isNews) {
        options.tell(ring);
      }
      if (ring.what === "presence") {
        waiting.delete(word);
      } else {
        waiting.set(word, ring);
      }
    }
  }

  return {
    ring(rings) {
      for (const ring of rings) {
        if (isFailing) {
          options.tell(ring);
        }
        if (!isFailing || ring.what !== "presence") {
          waiting.set(wordOf(ring), ring);
        }
      }
      // Without anything to tell it would end before it is remembered as running, and be taken for running for ever.
      if (waiting.size > 0) {
        sending ??= send();
      }
    },
    async close() {
      closing.abort();
      await sending;
    },
  };
}
