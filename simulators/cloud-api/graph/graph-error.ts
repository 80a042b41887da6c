import type { JsonObject } from "../json.ts";
import { metaErrors } from "./meta-errors.ts";

/** An error that the Graph API answers with, in Meta's envelope. */
export class GraphError extends Error {
  readonly code: number;
  readonly status: number;
  readonly details: string | null;
  readonly subcode: number | null;
  /** Words for the person at the screen; templates and management calls have them. */
  userTitle: string | null = null;
  userMessage: string | null = null;

  constructor(code: number, details: string | null = null, subcode: number | null = null) {
    super(`(#${code}) ${titleOf(code)}`);
    this.code = code;
    this.status = metaErrors[code]?.status ?? 400;
    this.details = details;
    this.subcode = subcode;
  }
}

/** The error of an id that does not exist or belongs to somebody else: HTTP 400, code 100, subcode 33. */
export function missingObject(id: string, method = "get"): GraphError {
  const error = new GraphError(100, null, 33);
  error.message = `Unsupported ${method} request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions, or does not support this operation`;
  return error;
}

/** The error of a missing or wrong access token. */
export function badToken(): GraphError {
  const error = new GraphError(190);
  error.message = "Invalid OAuth access token - Cannot parse access token";
  return error;
}

/** The body of an error answer (whatsapp-platform §5.1). */
export function errorEnvelope(error: GraphError, traceId: string): JsonObject {
  return {
    error: {
      message: error.message,
      type: error.subcode === 33 ? "GraphMethodException" : "OAuthException",
      code: error.code,
      ...(error.subcode === null ? {} : { error_subcode: error.subcode }),
      ...(error.details === null
        ? {}
        : { error_data: { messaging_product: "whatsapp", details: error.details } }),
      ...(error.userTitle === null ? {} : { is_transient: false, error_user_title: error.userTitle }),
      ...(error.userMessage === null ? {} : { error_user_msg: error.userMessage }),
      fbtrace_id: traceId,
    },
  };
}

/** The error object of a webhook: `title` and `message` are equal (whatsapp-platform §4.6). */
export function webhookError(code: number, details: string): JsonObject {
  return {
    code,
    title: titleOf(code),
    message: titleOf(code),
    error_data: { details },
    href: "/documentation/business-messaging/whatsapp/support/error-codes",
  };
}

/** Meta's short text for a code. */
export function titleOf(code: number): string {
  return metaErrors[code]?.title ?? "Unknown error";
}

/** The sentence that stands in `details` when nothing more exact is known. */
export function detailsOf(code: number): string {
  return metaErrors[code]?.details ?? titleOf(code);
}
