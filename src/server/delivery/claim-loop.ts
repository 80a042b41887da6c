import type { RealTime } from "./pacer.ts";

/** Decides which workspace is looked at when: one claim of a workspace at a time, a few workspaces at once. */
export type ClaimLoop = {
  /** Looks at a workspace as soon as possible; a look that runs already is followed by another one. */
  look(workspaceId: string): void;
  /** Looks at a workspace now, unless a look is planned within a moment: many receipts come while a number is busy. */
  lookSoon(workspaceId: string): void;
  /** Looks at a workspace after a pause; a sooner look makes it superfluous. */
  lookIn(workspaceId: string, ms: number): void;
  /** Resolves when no claim runs or waits to run; looks planned for later do not count. */
  idle(): Promise<void>;
  /** Starts no more claims and resolves when the running ones are over. */
  stop(): Promise<void>;
};

const mostAtOnce = 3;
const pauseAfterFailureMs = 1_000;
const momentMs = 150;
/** A timer of Node's ends at once when it is set for more than 24 days. */
const longestPauseMs = 60 * 60_000;

/** `claim` answers in how many ms its workspace should be looked at again; null: when somebody rings. */
export function createClaimLoop(options: {
  time: RealTime;
  claim(workspaceId: string): Promise<number | null>;
  onFailure(workspaceId: string, error: unknown): void;
}): ClaimLoop {
  const { time } = options;
  const waiting = new Set<string>();
  const running = new Set<string>();
  const planned = new Map<string, { at: number; cancel(): void }>();
  let listeners: (() => void)[] = [];
  let isStopped = false;

  function pump(): void {
    for (const workspaceId of waiting) {
      if (isStopped || running.size >= mostAtOnce) {
        break;
      }
      if (!running.has(workspaceId)) {
        waiting.delete(workspaceId);
        running.add(workspaceId);
        void run(workspaceId);
      }
    }
    if (running.size === 0 && (isStopped || waiting.size === 0)) {
      const told = listeners;
      listeners = [];
      for (const listener of told) {
        listener();
      }
    }
  }

  async function run(workspaceId: string): Promise<void> {
    unplan(workspaceId);
    try {
      const againInMs = await options.claim(workspaceId);
      if (againInMs !== null) {
        lookIn(workspaceId, againInMs);
      }
    } catch (error) {
      options.onFailure(workspaceId, error);
      lookIn(workspaceId, pauseAfterFailureMs);
    }
    running.delete(workspaceId);
    pump();
  }

  function unplan(workspaceId: string): void {
    planned.get(workspaceId)?.cancel();
    planned.delete(workspaceId);
  }

  function look(workspaceId: string): void {
    if (!isStopped) {
      waiting.add(workspaceId);
      pump();
    }
  }

  function lookSoon(workspaceId: string): void {
    const next = planned.get(workspaceId);
    if (next === undefined || next.at > time.now() + momentMs) {
      look(workspaceId);
    }
  }

  function lookIn(workspaceId: string, pauseMs: number): void {
    const ms = Math.min(pauseMs, longestPauseMs);
    const at = time.now() + ms;
    const known = planned.get(workspaceId);
    if (isStopped || (known !== undefined && known.at <= at)) {
      return;
    }
    unplan(workspaceId);
    const cancel = time.after(ms, () => {
      planned.delete(workspaceId);
      look(workspaceId);
    });
    planned.set(workspaceId, { at, cancel });
  }

  function idle(): Promise<void> {
    return running.size === 0 && (isStopped || waiting.size === 0)
      ? Promise.resolve()
      : new Promise((resolve) => listeners.push(resolve));
  }

  return {
    look,
    lookSoon,
    lookIn,
    idle,
    stop() {
      isStopped = true;
      for (const workspaceId of [...planned.keys()]) {
        unplan(workspaceId);
      }
      return idle();
    },
  };
}
