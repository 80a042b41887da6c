import { IconUser, IconUserPlus } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { withPersonWords } from "../../../text/i18n.ts";
import { formatPhone } from "../../../ui/format-phone.ts";
import { useWords } from "../../../ui/use-words.ts";
import classes from "./KindCard.module.css";
import { readContacts, type SharedContact } from "./read-contacts.ts";

const NewCustomerDialog = lazy(async () => {
  const { NewCustomerDialog: component } = await withPersonWords(
    import("../../new-customer/NewCustomerDialog.tsx"),
  );
  return { default: component };
});

/** Contacts that were sent, each with what it says and a way to keep it as a customer. */
export function ContactCards({ payload }: { payload: unknown }) {
  const words = useWords();
  const contacts = readContacts(payload);
  return contacts.length === 0 ? (
    <em>{words("kind.contacts")}</em>
  ) : (
    contacts.map((contact) => <ContactCard key={contact.key} contact={contact} />)
  );
}

function ContactCard({ contact }: { contact: SharedContact }) {
  const words = useWords();
  const [isSaving, setIsSaving] = useState(false);
  const { name, company, phones, emails } = contact;
  const shownName = name ?? words("bubble.contactNameless");
  const canBeKept = phones.length + emails.length > 0;
  return (
    <div className={classes.card}>
      <span className={classes.head}>
        <IconUser size={18} aria-hidden="true" />
        {shownName}
      </span>
      {company !== null && <span className={classes.detail}>{company}</span>}
      {phones.map((phone) => (
        <span key={phone} className={classes.detail}>
          {formatPhone(phone)}
        </span>
      ))}
      {emails.map((email) => (
        <span key={email} className={classes.detail}>
          {email}
        </span>
      ))}
      {canBeKept && (
        <button
          type="button"
          className={classes.link}
          aria-label={words("bubble.saveContactNamed", { name: shownName })}
          onClick={() => setIsSaving(true)}
        >
          <IconUserPlus size={15} aria-hidden="true" />
          {words("bubble.saveContact")}
        </button>
      )}
      <Suspense>
        {isSaving && (
          <NewCustomerDialog
            known={{ name: name ?? "", phone: phones[0] ?? "", email: emails[0] ?? "" }}
            onClose={() => setIsSaving(false)}
          />
        )}
      </Suspense>
    </div>
  );
}
