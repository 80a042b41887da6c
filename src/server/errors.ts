import { type ErrorBody, type ErrorCode, errorCodes } from "#contract/error-codes.ts";

/** An answer that is not the wished one, in the words of the catalogue; `details` is shown to the caller. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;

  constructor(code: ErrorCode, details: Readonly<Record<string, unknown>> = {}, options?: ErrorOptions) {
    super(errorCodes[code].meaning, options);
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }
}

/**
 * More came at once than can be taken: nothing is broken, and the sender tries again. Whoever refuses counts it; a line in
 * the log for each would only add to the crowd.
 */
export class BusyError extends AppError {
  constructor() {
    super("UNAVAILABLE");
    this.name = "BusyError";
  }
}

/** HTTP status of an error code. */
export function statusOf(code: ErrorCode): number {
  return errorCodes[code].status;
}

/** The body that goes with it. */
export function bodyOf(error: AppError): ErrorBody {
  return { code: error.code, message: error.message, details: { ...error.details } };
}
