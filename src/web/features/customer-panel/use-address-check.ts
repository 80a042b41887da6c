import { useQuery } from "@tanstack/react-query";
import { normaliseEmail } from "#domain/address.ts";
import { useLanguage, useWords, type Words } from "../../ui/use-words.ts";

/** What can be said of an address while it is typed; `none` says nothing yet. */
export type AddressCheck = { verdict: "none" | "good" | "bad"; text: string };

const shortestPhone = 6;
const nothing: AddressCheck = { verdict: "none", text: "" };

/** Checks a typed address. The numbering plans of the world are loaded when the first phone is typed. */
export function useAddressCheck(kind: "phone" | "email", value: string): AddressCheck {
  const words = useWords();
  const language = useLanguage();
  const text = value.trim();
  const isPhone = kind === "phone" && text.replace(/\D/g, "").length >= shortestPhone;
  const { data = nothing } = useQuery({
    queryKey: ["phone-check", text, language],
    queryFn: () => checkPhone(text, words, language),
    enabled: isPhone,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (isPhone) {
    return data;
  }
  return kind === "email" && text.includes("@") ? checkEmail(text, words) : nothing;
}

async function checkPhone(text: string, words: Words, language: string): Promise<AddressCheck> {
  const { parsePhoneNumberFromString } = await import("libphonenumber-js");
  const parsed = parsePhoneNumberFromString(text, text.startsWith("+") ? undefined : "ES");
  if (parsed?.isValid() !== true) {
    return { verdict: "bad", text: words("panel.phoneUnlikely") };
  }
  const { country } = parsed;
  const place = country === undefined ? "" : new Intl.DisplayNames(language, { type: "region" }).of(country);
  return {
    verdict: "good",
    text: [parsed.formatInternational(), place].filter((part) => part !== "").join(" · "),
  };
}

function checkEmail(text: string, words: Words): AddressCheck {
  return normaliseEmail(text).kind === "email"
    ? { verdict: "good", text: words("panel.emailFine") }
    : { verdict: "bad", text: words("customer.emailWrong") };
}
