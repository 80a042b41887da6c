import type { InboundFact } from "#channels/channel.ts";
import type { Change } from "./change.ts";
import { listOf, looseId, looseNode, looseObject, looseText } from "./loose.ts";
import { waIdOf } from "./read-party.ts";

const itemShape = looseObject({ type: looseId, action: looseId, contact: looseNode });
const contactShape = looseObject({ full_name: looseText, first_name: looseText, phone_number: looseId });

/**
 * The address book of the phone app (coexistence, §4.8): what a colleague calls the holder of a number. Whom they removed is
 * no news to us, and nobody becomes a customer by it.
 */
export function readStateSync({ value, channelRef }: Change): InboundFact[] {
  return listOf(value, "state_sync").flatMap((raw): InboundFact[] => {
    const { type, action, contact } = itemShape.parse(raw);
    const { full_name, first_name, phone_number } = contactShape.parse(contact ?? {});
    const waId = waIdOf(phone_number?.replaceAll(/[\s().-]/g, "") ?? null);
    const name = (full_name ?? first_name)?.trim() ?? "";
    return type !== "contact" || action === "remove" || channelRef === null || waId === null || name === ""
      ? []
      : [{ type: "contact-name", channelRef, waId, name }];
  });
}
