import { type ErrorCode, errorCodes } from "#contract/error-codes.ts";

/** Code of a failed call: one of the API's, or NETWORK when no answer came at all. */
export type FailureCode = ErrorCode | "NETWORK";

/** A call of the API that did not succeed. The screen shows the sentence of `code`, never `message`. */
export class ApiError extends Error {
  readonly code: FailureCode;
  readonly details: Record<string, unknown>;

  constructor(code: FailureCode, message: string, details: Record<string, unknown> = {}, cause?: unknown) {
    super(message, { cause });
    this.name = "ApiError";
    this.code = code;
    this.details = details;
  }
}

/** The code of anything thrown by a call. */
export function codeOf(error: unknown): FailureCode {
  return error instanceof ApiError ? error.code : "INTERNAL";
}

/** True when the same call may succeed later although nothing was changed. */
export function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  return code === "NETWORK" || code === "UNAVAILABLE" || code === "TOO_MANY_REQUESTS" || code === "INTERNAL";
}

/** Reads the body of an error answer; anything else than our own shape counts as INTERNAL. */
export function readApiError(status: number, body: unknown): ApiError {
  if (isErrorBody(body)) {
    return new ApiError(body.code, body.message, body.details ?? {});
  }
  const code = status === 401 ? "SIGN_IN_REQUIRED" : status === 503 ? "UNAVAILABLE" : "INTERNAL";
  return new ApiError(code, `Answer ${status} without a known error.`);
}

function isErrorBody(
  body: unknown,
): body is { code: ErrorCode; message: string; details?: Record<string, unknown> } {
  return (
    typeof body === "object" &&
    body !== null &&
    "code" in body &&
    typeof body.code === "string" &&
    Object.hasOwn(errorCodes, body.code) &&
    "message" in body &&
    typeof body.message === "string"
  );
}
