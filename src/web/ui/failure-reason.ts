import type { FailureReason } from "#domain/delivery-status.ts";
import { hasWords } from "../text/i18n.ts";

/** A reason of the API as one that the interface has words for; anything new is "unknown". */
export function failureReason(reason: string): FailureReason {
  return isKnown(reason) ? reason : "unknown";
}

function isKnown(reason: string): reason is FailureReason {
  return hasWords(`failure.${reason}.title`);
}
