import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { AllWords } from "./words.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "translation";
    resources: { translation: AllWords };
  }
}

/** The languages of the interface. */
export type Language = "es" | "en";

const storageKey = "mc.language";
const loaders: Record<Language, () => Promise<{ default: AllWords }>> = {
  es: () => import("./es.json"),
  en: () => import("./en.json"),
};

/** Spanish unless the person chose English here, or the browser asks for it first (and did not choose). */
export function preferredLanguage(): Language {
  const chosen = readChoice();
  if (chosen !== null) {
    return chosen;
  }
  return navigator.language.toLowerCase().startsWith("en") ? "en" : "es";
}

/** Loads the words of one language and starts with them. */
export async function startTexts(): Promise<void> {
  const language = preferredLanguage();
  const words = await loaders[language]();
  await i18next.use(initReactI18next).init({
    lng: language,
    resources: { [language]: { translation: words.default } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  document.documentElement.lang = language;
}

/** Changes the language for good, without a reload. */
export async function chooseLanguage(language: Language): Promise<void> {
  const words = await loaders[language]();
  i18next.addResourceBundle(language, "translation", words.default);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

function readChoice(): Language | null {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored === "es" || stored === "en" ? stored : null;
  } catch {
    return null;
  }
}
