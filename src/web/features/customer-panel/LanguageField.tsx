import type { CustomerDetail } from "#contract/customers.ts";
import { useLanguage, useWords } from "../../ui/use-words.ts";
import classes from "./LanguageField.module.css";
import { Section } from "./Section.tsx";
import { useEditCustomer } from "./use-edit-customer.ts";

/** Languages that guests of a hotel write in, in WhatsApp's codes; another one that is stored is offered as well. */
const languages = ["es", "en", "fr", "de", "it", "pt_PT", "pt_BR", "ca", "nl", "ar", "pl", "ru", "zh_CN"];

/** The customer's language: templates are offered in it first. */
export function LanguageField({ customer }: { customer: CustomerDetail }) {
  const words = useWords();
  const shownIn = useLanguage();
  const edit = useEditCustomer(customer);
  const current = customer.language ?? "";
  const offered = current === "" || languages.includes(current) ? languages : [current, ...languages];
  return (
    <Section title={words("panel.language")}>
      <select
        className={classes.select}
        aria-label={words("panel.language")}
        value={current}
        disabled={edit.isPending}
        onChange={({ currentTarget: { value } }) => edit.mutate({ language: value === "" ? null : value })}
      >
        <option value="">{words("panel.languageUnknown")}</option>
        {offered.map((code) => (
          <option key={code} value={code}>
            {languageName(code, shownIn)}
          </option>
        ))}
      </select>
      <p className={classes.hint}>{words("panel.languageHint")}</p>
    </Section>
  );
}

function languageName(code: string, shownIn: string): string {
  try {
    const name = new Intl.DisplayNames(shownIn, { type: "language" }).of(code.replace("_", "-")) ?? code;
    return name.charAt(0).toLocaleUpperCase(shownIn) + name.slice(1);
  } catch {
    return code;
  }
}
