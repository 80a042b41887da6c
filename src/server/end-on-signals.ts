/** A server's drain (SIGTERM) takes less than 10 s. */
const drainMs = 9_500;

/** The end of a process that was asked to end, by Ctrl-C or SIGTERM. */
export type Ending = {
  /** Waits for a part that starts, and closes it at the end. Never resolves once the end has begun. */
  open<Part>(starting: Promise<Part>, close: (part: Part) => Promise<void>): Promise<Part>;
  /** Waits for work that an end breaks off: then it never resolves, and what it met is no failure. */
  untilEnd<Result>(work: Promise<Result>): Promise<Result>;
};

/**
 * Ends the process in good order, whatever it is doing: the parts are closed, the last one first, those too that are
 * still starting. A part that hangs holds the process for `withinMs` only. Being asked again changes nothing: an
 * impatient second Ctrl-C would leave PostgreSQL behind.
 */
export function endOnSignals({ withinMs = drainMs }: { withinMs?: number } = {}): Ending {
  const closers: (() => Promise<void>)[] = [];
  let isEnding = false;

  async function end(): Promise<void> {
    setTimeout(() => process.exit(1), withinMs).unref();
    let code = 0;
    for (const close of closers.toReversed()) {
      await close().catch(() => {
        code = 1;
      });
    }
    process.exit(code);
  }

  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      if (!isEnding) {
        isEnding = true;
        void end();
      }
    });
  }

  async function untilEnd<Result>(work: Promise<Result>): Promise<Result> {
    try {
      const result = await work;
      return isEnding ? await never : result;
    } catch (error) {
      if (isEnding) {
        return await never;
      }
      throw error;
    }
  }

  return {
    open(starting, close) {
      const started = starting.then(
        (part) => ({ part }),
        () => null,
      );
      closers.push(async () => {
        const opened = await started;
        await (opened === null ? undefined : close(opened.part));
      });
      return untilEnd(starting);
    },
    untilEnd,
  };
}

const never = new Promise<never>(() => undefined);
