import type { SendDecision } from "#domain/send-rules.ts";
import type { Field } from "#domain/template.ts";
import { AppError } from "../../errors.ts";

/** The API's error for a refusal of the domain, with the facts that a person needs to go on. */
export function refusalError(
  decision: Extract<SendDecision, { kind: "refused" }>,
  missing: readonly Field[],
): AppError {
  switch (decision.reason) {
    case "window-closed": {
      const closesAt = decision.closesAt === null ? null : new Date(decision.closesAt).toISOString();
      return new AppError("WINDOW_CLOSED", { state: decision.state, closesAt });
    }
    case "template-missing":
      return new AppError("TEMPLATE_NOT_SENDABLE", { status: null });
    case "template-not-approved":
      return new AppError("TEMPLATE_NOT_SENDABLE", { status: decision.status });
    case "fields-missing":
      return new AppError("TEMPLATE_FIELDS_MISSING", {
        fields: missing.map(({ part, name, index, card }) => ({
          part,
          name,
          index: index ?? null,
          ...(card === undefined ? {} : { card }),
        })),
      });
    case "no-address":
    case "phone-needed":
      return new AppError("RECIPIENT_UNREACHABLE", { reason: decision.reason });
    case "channel-unavailable":
      return new AppError("CHANNEL_UNAVAILABLE", { reason: "disconnected" });
    case "content-unfit":
      return new AppError("MESSAGE_REFUSED", { reason: decision.reason, ...decision.problem });
    case "marketing-cap":
      return new AppError("MESSAGE_REFUSED", {
        reason: decision.reason,
        retryAt: new Date(decision.until).toISOString(),
      });
    case "channel-banned":
    case "channel-restricted":
    case "blocked":
    case "marketing-stopped":
    case "subject-missing":
    case "text-empty":
    case "text-too-long":
      return new AppError("MESSAGE_REFUSED", { reason: decision.reason });
    default:
      return decision satisfies never;
  }
}
