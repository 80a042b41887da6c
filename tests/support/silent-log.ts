import type { Log } from "#server/db/log.ts";

/** A log that keeps quiet: what a test wants to know it asks for. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};
