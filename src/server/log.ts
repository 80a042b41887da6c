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
  const message = reasonOf(error);
  // A stack begins with the message.
  const stack = error.stack?.replace(error.message, () => message);
  return { type: error.name, message, ...code, stack, ...cause };
}

/**
 * What an error says, without what it quotes: PostgreSQL repeats values that it can't take (class 22, data exceptions),
 * and JSON.parse the text that it can't read.
 */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) {
    return typeof error;
  }
  if (error instanceof SyntaxError) {
    return "It could not be parsed.";
  }
  const isDataException = "code" in error && typeof error.code === "string" && error.code.startsWith("22");
  return isDataException ? error.message.replaceAll(/".*"/gs, '"…"') : error.message;
}
