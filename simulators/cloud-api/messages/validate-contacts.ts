import type { Json, JsonObject } from "../json.ts";
import { asObject } from "../json.ts";
import { optionalText, requireObject, requireText, requireValid } from "./require.ts";

/** Sources disagree (5 or 257, whatsapp-platform §10): the larger number is taken. */
const mostContacts = 257;
const nameParts = ["first_name", "last_name", "middle_name", "suffix", "prefix"];
const lists: Readonly<Record<string, readonly string[]>> = {
  addresses: ["street", "city", "state", "zip", "country", "country_code", "type"],
  emails: ["email", "type"],
  phones: ["phone", "type", "wa_id"],
  urls: ["url", "type"],
};

/** Checks the cards of a `contacts` message (whatsapp-platform §2.2). */
export function validateContacts(contacts: Json[]): void {
  requireValid(contacts.length <= mostContacts, `contacts must have at most ${mostContacts} elements.`);
  for (const contact of contacts) {
    validateContact(asObject(contact) ?? {});
  }
}

function validateContact(contact: JsonObject): void {
  const name = requireObject(contact, "name", "contacts.name");
  requireText(name, "formatted_name", "contacts.name.formatted_name", 1_024);
  requireValid(
    nameParts.some((part) => typeof name[part] === "string"),
    "contacts.name needs one more part beside formatted_name.",
  );
  const birthday = optionalText(contact, "birthday", "contacts.birthday", 10);
  requireValid(
    birthday === null || /^\d{4}-\d{2}-\d{2}$/.test(birthday),
    "contacts.birthday must be YYYY-MM-DD.",
  );
  for (const [list, members] of Object.entries(lists)) {
    const value = contact[list];
    requireValid(value === undefined || Array.isArray(value), `contacts.${list} must be an array.`);
    for (const item of Array.isArray(value) ? value : []) {
      for (const member of members) {
        optionalText(asObject(item) ?? {}, member, `contacts.${list}.${member}`, 1_024);
      }
    }
  }
}
