import { setTimeout as delay } from "node:timers/promises";
import type { Logger } from "pino";

const firstPauseMs = 100;
const longestPauseMs = 5_000;

/**
 * Tries again and again until `connect` succeeds (true) or `signal` ends it (false). Says once that the doorbell is away,
 * and once that it is back.
 */
export async function connectAgain(options: {
  connect(): Promise<void>;
  signal: AbortSignal;
  log: Pick<Logger, "warn" | "info">;
}): Promise<boolean> {
  const { connect, signal, log } = options;
  let isSaid = false;
  for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(pauseMs * 2, longestPauseMs)) {
    try {
      await connect();
      log.info("The doorbell is connected again");
      return true;
    } catch (error) {
      if (!isSaid) {
        isSaid = true;
        const reason = error instanceof Error ? error.message : String(error);
        log.warn({ reason }, "The doorbell is not connected");
      }
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
    }
  }
  return false;
}
