import { nobody, type Party } from "#channels/channel.ts";
import { listOf, looseId, looseNode, looseObject, looseText, type Node } from "./loose.ts";

/** `CC.` and letters or digits; a parent id is `CC.ENT.…` (§4.9). */
const bsuidForm = /^[A-Z]{2}\.[0-9A-Za-z.]{1,130}$/;

const waIdForm = /^\+?\d{5,20}$/;

const contactShape = looseObject({
  wa_id: looseId,
  user_id: looseId,
  parent_user_id: looseId,
  profile: looseNode,
});
const profileShape = looseObject({ name: looseText, username: looseText });

/** The ids that a message or status names its person by. */
export type Ids = { waId: string | null; bsuid: string | null };

/** A person of a webhook: the ids of the message completed from the contact that shares one of them, never by order. */
export function readParty(value: Node, ids: Ids): Party {
  const own = sortIds(ids);
  const contacts = contactsOf(value);
  const match =
    contacts.byBsuid.get(own.bsuid ?? "") ??
    contacts.byWaId.get(own.waId ?? "") ??
    (isNobody(own) ? contacts.only : null) ??
    nobody;
  return { ...match, waId: own.waId ?? match.waId, bsuid: own.bsuid ?? match.bsuid };
}

/** The contacts of one change by their ids; of several with one id the first. `only`: there is no other. */
type Contacts = { byBsuid: Map<string, Party>; byWaId: Map<string, Party>; only: Party | null };

const known = new WeakMap<Node, Contacts>();

/** Read once for all messages of a change: a body may bring a thousand of each. */
function contactsOf(value: Node): Contacts {
  const contacts = known.get(value) ?? readContacts(value);
  known.set(value, contacts);
  return contacts;
}

function readContacts(value: Node): Contacts {
  const parties = listOf(value, "contacts").map(readContact);
  const [first] = parties;
  const contacts: Contacts = {
    byBsuid: new Map(),
    byWaId: new Map(),
    only: parties.length === 1 && first !== undefined ? first : null,
  };
  for (const party of parties.toReversed()) {
    if (party.bsuid !== null) {
      contacts.byBsuid.set(party.bsuid, party);
    }
    if (party.waId !== null) {
      contacts.byWaId.set(party.waId, party);
    }
  }
  return contacts;
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
    username: profile.username?.replace(/^@/, "") || null,
  };
}

/** Digits are a wa_id; any other id in its place stays an id as it is, and nothing in it is taken for a phone (D12). */
function sortIds({ waId, bsuid }: Ids): Ids {
  const digits = waIdOf(waId);
  const named = waId !== null && /[\p{L}\p{N}]/u.test(waId) ? waId : null;
  return digits === null ? { waId: null, bsuid: bsuid ?? named } : { waId: digits, bsuid };
}

/** A wa_id: the digits of a whole number (§4.9); null for anything else. */
export function waIdOf(id: string | null): string | null {
  return id !== null && waIdForm.test(id) ? id.replace(/^\+/, "") : null;
}

/** An id of a person in a form that we know; null for that of a group, or of whatever comes next. */
export function personIdOf(id: string | null): string | null {
  return id !== null && (waIdForm.test(id) || bsuidForm.test(id)) ? id : null;
}
