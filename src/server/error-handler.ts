import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { databaseFailure } from "./db/database-failure.ts";
import { AppError, BusyError, bodyOf, statusOf } from "./errors.ts";

/** The one place that speaks HTTP for errors: everything that is thrown becomes `{code, message, details}`. */
export function handleErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => answerError(error, request, reply));
}

/** Translates an error and answers it; what is not of the catalogue is logged with the request's id. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const known = translate(error);
  if (known !== null) {
    if (known.code === "UNAVAILABLE" && !(known instanceof BusyError)) {
      request.log.error({ err: error }, "the database is away");
    }
    if (typeof known.details.retryAfterSeconds === "number") {
      reply.header("retry-after", known.details.retryAfterSeconds);
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
  if (isPassing(error)) {
    return new AppError("UNAVAILABLE", {}, { cause: error });
  }
  return isFastifyError(error) ? translateFastify(error) : null;
}

/** The database is away or another transaction was in the way; libraries wrap its errors in their own. */
function isPassing(error: unknown): boolean {
  const failure = databaseFailure(error);
  return failure === null ? error instanceof Error && isPassing(error.cause) : failure !== "data";
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
