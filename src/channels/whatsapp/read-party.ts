import { z } from "zod";
import { nobody, type Party } from "#channels/channel.ts";
import { listOf, looseId, looseNode, looseText, type Node } from "./loose.ts";

/** `CC.` and letters or digits; a parent id is `CC.ENT.…` (§4.9). */
const bsuidForm = /^[A-Z]{2}\.[0-9A-Za-z.]{1,130}$/;

const contactShape = z.object({
  wa_id: looseId,
  user_id: looseId,
  parent_user_id: looseId,
  profile: looseNode,
});
const profileShape = z.object({ name: looseText, username: looseText });

/** The ids that a message or status names its person by. */
export type Ids = { waId: string | null; bsuid: string | null };

/** A person of a webhook: the ids of the message completed from the contact that shares one of them, never by order. */
export function readParty(value: Node, ids: Ids): Party {
  const own = sortIds(ids);
  const contacts = listOf(value, "contacts").map(readContact);
  const match =
    contacts.find((contact) => contact.bsuid !== null && contact.bsuid === own.bsuid) ??
    contacts.find((contact) => contact.waId !== null && contact.waId === own.waId) ??
    (isNobody(own) && contacts.length === 1 ? contacts[0] : undefined) ??
    nobody;
  return { ...match, waId: own.waId ?? match.waId, bsuid: own.bsuid ?? match.bsuid };
}

/** Whether a party has no id by which it could be found again. */
export function isNobody(party: Ids): boolean {
  return party.waId === null && party.bsuid === null;
}

function readContact(raw: Node): Party {
  const contact = contactShape.parse(raw);
  const profile = profileShape.parse(contact.profile ?? {});
  return {
    ...nobody,
    ...sortIds({ waId: contact.wa_id, bsuid: contact.user_id }),
    parentBsuid: contact.parent_user_id,
    name: profile.name ?? profile.username,
  };
}

/** A BSUID in the place of a wa_id stays a BSUID: its digits are never taken for a phone (D12). */
function sortIds({ waId, bsuid }: Ids): Ids {
  if (waId === null || !bsuidForm.test(waId)) {
    return { waId: waId?.replace(/^\+/, "") ?? null, bsuid };
  }
  return { waId: null, bsuid: bsuid ?? waId };
}
