import type { Destination } from "#channels/channel.ts";
import { destinationFor } from "#domain/destination.ts";
import { needsPhone } from "#domain/template.ts";
import type { AddressOf, QueuedMessage } from "./claim.queries.ts";

/** Where a message goes now (N12), or what is missing: mails to the identity's address, the rest to its WhatsApp. */
export function readDestination(
  queued: QueuedMessage,
  { rows, scope }: { rows: readonly AddressOf[]; scope: string },
): { destination: Destination | null; needsPhone: boolean } {
  const name = queued.customerName;
  if (queued.kind === "email") {
    const address = rows.find((row) => row.kind === "email" && row.validTo === null);
    const destination: Destination | null =
      address === undefined ? null : { kind: "email", value: address.value, name };
    return { destination, needsPhone: false };
  }
  const asksForPhone = queued.kind === "template" && needsPhone(queued.templateComponents ?? []);
  const found = destinationFor({
    rows,
    lastInbound:
      queued.lastInboundAt === null ? null : { waId: queued.lastInboundWaId, bsuid: queued.lastInboundBsuid },
    lastAnswerWaId: queued.lastAnswerWaId,
    scope,
    needsPhone: asksForPhone,
  });
  return found.kind === "none"
    ? { destination: null, needsPhone: found.reason === "phone-needed" }
    : { destination: { ...found, name }, needsPhone: asksForPhone };
}
