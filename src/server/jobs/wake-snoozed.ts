import { secondMs } from "#domain/time.ts";
import type { Log } from "../db/log.ts";

/** Looks for threads whose time has come. */
export type SnoozeAlarm = {
  /** Resolves when none is due. */
  settled(): Promise<void>;
  stop(): Promise<void>;
};

/** The clock may also jump, in the demo: nobody should have to wait to see it. One query on a small index each time. */
const defaultEveryMs = 2 * secondMs;

/** Starts looking every few seconds; what was missed while nothing ran is due at the first look. */
export function startSnoozeAlarm(options: {
  wakeThreads(workspaceIds: readonly string[]): Promise<void>;
  listWorkspaceIds(): Promise<string[]>;
  log: Log;
  everyMs?: number;
}): SnoozeAlarm {
  const { wakeThreads, listWorkspaceIds, log, everyMs = defaultEveryMs } = options;
  let looking: Promise<void> | null = null;

  async function look(): Promise<void> {
    const workspaceIds = await listWorkspaceIds();
    if (workspaceIds.length > 0) {
      await wakeThreads(workspaceIds);
    }
  }

  function lookOnce(): Promise<void> {
    looking ??= look().finally(() => {
      looking = null;
    });
    return looking;
  }

  const timer = setInterval(() => {
    lookOnce().catch((error: unknown) => log.warn({ err: error }, "Snoozed threads could not be looked for"));
  }, everyMs);
  timer.unref();
  return {
    async settled() {
      // A look that began before the clock moved has not seen what is due now.
      await looking?.catch(() => undefined);
      await lookOnce();
    },
    async stop() {
      clearInterval(timer);
      await looking?.catch(() => undefined);
    },
  };
}
