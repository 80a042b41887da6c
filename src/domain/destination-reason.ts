import { presentOrNull } from "./address.ts";
import { type Destination, destinationFor } from "./destination.ts";

/** Why a message goes where it goes, in the order of N12. */
export type DestinationReason =
  | "last-message"
  | "hidden-phone"
  | "last-answer"
  | "told-by-whatsapp"
  | "typed"
  | "only-account"
  | "no-address";

/** Where a message to an identity goes, with the reason that people are told (N12). */
export function explainDestination(question: Parameters<typeof destinationFor>[0]): {
  destination: Destination;
  because: DestinationReason;
} {
  const destination = destinationFor(question);
  const { rows, lastInbound, lastAnswerWaId } = question;
  switch (destination.kind) {
    case "none":
      return { destination, because: "no-address" };
    case "recipient":
      return { destination, because: lastInbound === null ? "only-account" : "hidden-phone" };
    case "to": {
      const digits = destination.value.slice(1);
      if (digits === presentOrNull(lastInbound?.waId)) {
        return { destination, because: "last-message" };
      }
      if (digits === presentOrNull(lastAnswerWaId)) {
        return { destination, because: "last-answer" };
      }
      const isTold = rows.some(
        ({ kind, value, validTo }) => kind === "wa_id" && validTo === null && value === digits,
      );
      return { destination, because: isTold ? "told-by-whatsapp" : "typed" };
    }
    default:
      return destination satisfies never;
  }
}
