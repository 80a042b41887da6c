import { type DestinationStream, type Logger, pino } from "pino";

/** The process's log: JSON lines. Bodies, phones, addresses and tokens are never passed to it; the paths are a net. */
export function createLog(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: "messaging-center" },
    serializers: { err: describeError },
    redact: {
      paths: ["authorization", "cookie", "password", "token", "secret", "*.authorization", "*.cookie"],
      censor: "[hidden]",
    },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/** An error without the values that a driver or a provider puts beside it (`detail`, `where`, request bodies). */
export function describeError(error: unknown): object {
  if (!(error instanceof Error)) {
    return { type: typeof error };
  }
  const code = "code" in error && typeof error.code === "string" ? { code: error.code } : {};
  const cause = error.cause instanceof Error ? { cause: describeError(error.cause) } : {};
  return { type: error.name, message: error.message, ...code, stack: error.stack, ...cause };
}
