import { formatPhone } from "./format-phone.ts";

type Contact = { phone: string | null; email: string | null; username: string | null };

/** How a customer is reached and known beside the name that is shown: phone, mail address, username of WhatsApp. */
export function customerContacts({ phone, email, username }: Contact, name: string): string[] {
  return [
    phone === null ? null : formatPhone(phone),
    email,
    username === null ? null : `@${username}`,
  ].flatMap((contact) => (contact === null || contact === name ? [] : [contact]));
}
