import type { Failure } from "#domain/delivery-status.ts";
import { minuteMs, secondMs } from "#domain/time.ts";
import { findRule } from "./errors.ts";
import { isNode, looseId, looseNode, looseNumber, looseObject, looseText } from "./loose.ts";

/** Meta's error body (§5.1) in our words. */
export type GraphError = {
  status: number;
  failure: Failure;
  retryable: boolean;
  /** The longest of what the catalogue, `Retry-After` and the usage header ask for; null when none does. */
  retryAfterMs: number | null;
  /** Meta's sentence for people and its finer code: mostly of templates (§5.1). */
  subcode: string | null;
  userTitle: string | null;
  userMessage: string | null;
};

const bodyShape = looseObject({ error: looseNode });
const errorShape = looseObject({
  code: looseId,
  message: looseText,
  error_subcode: looseId,
  error_user_title: looseText,
  error_user_msg: looseText,
  error_data: looseNode,
});
const dataShape = looseObject({ details: looseText });
const usageShape = looseObject({ estimated_time_to_regain_access: looseNumber });

/** The error body of an answer; null when the answer carries none. Branches on the code alone, as Meta advises. */
export function readGraphError(body: unknown, response: Response): GraphError | null {
  const error = isNode(body) ? bodyShape.parse(body).error : null;
  if (error === null) {
    return null;
  }
  const { code, message, error_subcode, error_user_title, error_user_msg, error_data } =
    errorShape.parse(error);
  // A gateway that gave up may say so in an error of its own: only Meta's, which has a code, proves that nothing was sent.
  if (code === null && (message === null || response.status >= 500)) {
    return null;
  }
  const rule = findRule(code);
  const detail = dataShape.parse(error_data ?? {}).details ?? error_user_msg ?? message;
  const waits = [rule.retryAfterMs, readRetryAfter(response), readUsage(response)].filter(
    (ms) => ms !== null,
  );
  return {
    status: response.status,
    failure: { reason: rule.reason, code, detail },
    retryable: rule.retryable,
    retryAfterMs: waits.length === 0 ? null : Math.max(...waits),
    subcode: error_subcode,
    userTitle: error_user_title,
    userMessage: error_user_msg,
  };
}

function readRetryAfter({ headers }: Response): number | null {
  const seconds = Number(headers.get("retry-after") ?? Number.NaN);
  return Number.isFinite(seconds) && seconds > 0 ? seconds * secondMs : null;
}

/** `X-Business-Use-Case-Usage: {"<id>":[{"estimated_time_to_regain_access": <minutes>}]}` */
function readUsage({ headers }: Response): number | null {
  const header = headers.get("x-business-use-case-usage");
  if (header === null) {
    return null;
  }
  const minutes = usagesOf(header)
    .map((usage) => usageShape.parse(looseNode(usage) ?? {}).estimated_time_to_regain_access ?? 0)
    .filter((value) => value > 0);
  return minutes.length === 0 ? null : Math.max(...minutes) * minuteMs;
}

function usagesOf(header: string): unknown[] {
  try {
    const usage: unknown = JSON.parse(header);
    return isNode(usage) ? Object.values(usage).flat() : [];
  } catch {
    return [];
  }
}
