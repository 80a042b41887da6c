import { nodeAt, nodesAt, textAt } from "./read-payload.ts";

/** A contact that was sent, as far as it can be shown or kept. */
export type SharedContact = {
  /** Its place among the contacts of the message. */
  key: string;
  /** Null: the card has no name (§4.3). */
  name: string | null;
  company: string | null;
  /** As people write them, with "+" where WhatsApp knows the number. */
  phones: string[];
  emails: string[];
};

/** The contacts of a message, in Meta's shape; what has neither name, phone nor e-mail is left out. */
export function readContacts(payload: unknown): SharedContact[] {
  return nodesAt(payload, "contacts")
    .map((contact, index) => ({
      key: String(index),
      name: nameOf(nodeAt(contact, "name")),
      company: textAt(nodeAt(contact, "org"), "company"),
      phones: known(nodesAt(contact, "phones").map(phoneOf)),
      emails: known(nodesAt(contact, "emails").map((email) => textAt(email, "email"))),
    }))
    .filter(({ name, phones, emails }) => name !== null || phones.length + emails.length > 0);
}

/** WhatsApp's id is the whole number; what the card says may lack the country. */
function phoneOf(phone: unknown): string | null {
  const waId = textAt(phone, "wa_id");
  return waId !== null && /^\d{7,15}$/.test(waId) ? `+${waId}` : textAt(phone, "phone");
}

function nameOf(name: unknown): string | null {
  const parts = known(["first_name", "middle_name", "last_name"].map((key) => textAt(name, key)));
  return textAt(name, "formatted_name") ?? (parts.length === 0 ? null : parts.join(" "));
}

function known(values: readonly (string | null)[]): string[] {
  return [...new Set(values.filter((value) => value !== null))];
}
