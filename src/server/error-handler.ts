import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { AppError, bodyOf, statusOf } from "./errors.ts";

/** The one place that speaks HTTP for errors: everything that is thrown becomes `{code, message, details}`. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply));
}

/** Translates an error and answers it; what is not of the catalogue is logged with the request's id. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = translate(error);
  if (known !== null) {
    if (known.code === "UNAVAILABLE") {
      request.log.error({ err: error }, "the database is away");
    }
    return reply.code(statusOf(known.code)).send(bodyOf(known));
  }
  request.log.error({ err: error }, "request failed");
  const internal = new AppError("INTERNAL", { reference: request.id });
  return reply.code(statusOf(internal.code)).send(bodyOf(internal));
}

function translate(error: unknown): AppError | null {
  if (error instanceof AppError) {
    return error;
  }
  if (isDatabaseAway(error)) {
    return new AppError("UNAVAILABLE", {}, { cause: error });
  }
  return isFastifyError(error) ? translateFastify(error) : null;
}

function translateFastify(error: FastifyError): AppError | null {
  switch (error.statusCode) {
    case 413:
      return new AppError("PAYLOAD_TOO_LARGE");
    case 415:
      return new AppError("UNSUPPORTED_MEDIA_TYPE");
    case 429:
      return new AppError("TOO_MANY_REQUESTS");
    case 503:
      return new AppError("UNAVAILABLE");
    default:
      return error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500
        ? new AppError("INVALID_REQUEST", { problem: error.code })
        : null;
  }
}

function isFastifyError(error: unknown): error is FastifyError {
  return error instanceof Error && "statusCode" in error && "code" in error;
}

const networkCodes = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "ENOENT",
  "ENOTFOUND",
  "EAI_AGAIN",
  "ETIMEDOUT",
  "EPIPE",
]);

/** pg's own errors have no code; these are its words for a connection that is gone, hung or not to be had. */
const driverMessages =
  /^(?:timeout exceeded when trying to connect|Connection terminated|Query read timeout|Client has encountered a connection error)/;

/** The database refused, hung or went away, so that nothing was stored: to be tried again. */
export function isDatabaseAway(error: unknown): boolean {
  if (!(error instanceof Error)) {
    return false;
  }
  if (error.name === "CommitRefusedError" || driverMessages.test(error.message)) {
    return true;
  }
  if (error instanceof AggregateError && error.errors.some(isDatabaseAway)) {
    return true;
  }
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  const isNetwork = networkCodes.has(code) && "syscall" in error && isConnecting(error.syscall);
  // SQLSTATE classes 08 connection, 53 resources, 57P shutdown; 57014 statement and 55P03 lock timeout; 25006 standby.
  return isNetwork || /^(?:08|53|57P|57014|55P03|25006|40P01|40001|58030)/.test(code);
}

function isConnecting(syscall: unknown): boolean {
  return syscall === "connect" || syscall === "read" || syscall === "write" || syscall === "getaddrinfo";
}
