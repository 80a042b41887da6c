import type { Failure } from "#domain/delivery-status.ts";
import { findRule } from "./errors.ts";
import { looseId, looseNode, looseObject, looseText, type Node } from "./loose.ts";

const errorShape = looseObject({
  code: looseId,
  title: looseText,
  message: looseText,
  details: looseText,
  error_data: looseNode,
});
const dataShape = looseObject({ details: looseText });

/** One item of an `errors` list (§4.6) in our words; older payloads carry `details` at the top. */
export function readFailure(raw: Node): Failure {
  const error = errorShape.parse(raw);
  const { details } = dataShape.parse(error.error_data ?? {});
  return {
    reason: findRule(error.code).reason,
    code: error.code,
    detail: details ?? error.details ?? error.message ?? error.title,
  };
}
