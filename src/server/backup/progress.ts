const pauseMs = 2000;

/** What a long work says while it runs, and how it is broken off. */
export type Progress = {
  /** One line for the person who waits. */
  say(line: string): void;
  /** So many more bytes of something were moved; says so every few seconds. Throws when the work is to be broken off. */
  moved(what: string, bytes: number): void;
};

/** Progress in lines; an aborted signal ends the work at its next step. */
export function createProgress(
  write: (line: string) => void,
  { signal, now }: { signal?: AbortSignal; now(): number },
): Progress {
  let current = "";
  let total = 0;
  let saidAt = now();
  return {
    say: write,
    moved(what, bytes) {
      signal?.throwIfAborted();
      total = what === current ? total + bytes : bytes;
      current = what;
      if (now() - saidAt >= pauseMs) {
        saidAt = now();
        write(total === 0 ? `  ${what}…` : `  ${what}: ${sizeOf(total)} so far`);
      }
    },
  };
}

/** A size as people read it. */
export function sizeOf(bytes: number): string {
  return bytes < 1e6 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1e6).toFixed(1)} MB`;
}
