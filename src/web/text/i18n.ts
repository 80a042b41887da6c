import { createStore } from "../api/create-store.ts";
import { createWords, findText, type Language, type Words } from "./translate.ts";

const storageKey = "mc.language";
const loaders: Record<Language, () => Promise<{ default: object }>> = {
  es: () => import("./es.json"),
  en: () => import("./en.json"),
};
/** Words that are loaded with the first screen that needs them. */
const later: Record<"more" | "content" | "person", typeof loaders> = {
  more: { es: () => import("./more.es.json"), en: () => import("./more.en.json") },
  content: { es: () => import("./content.es.json"), en: () => import("./content.en.json") },
  person: { es: () => import("./person.es.json"), en: () => import("./person.en.json") },
};
const loading = new Map<keyof typeof later, Promise<void>>();

/** The language on the screen and its words; set before the first screen is drawn. */
export const spoken = createStore<{ language: Language; texts: object; words: Words } | null>(null);

/** What is spoken now. Asked before the first words are there, it is a mistake of ours. */
export function getSpoken(): { language: Language; texts: object; words: Words } {
  const now = spoken.get();
  if (now === null) {
    throw new Error("No words yet: startTexts comes first.");
  }
  return now;
}

/** Whether the interface has words for something that came from elsewhere, such as a new code of the API. */
export function hasWords(key: string): boolean {
  return findText(getSpoken().texts, key) !== null;
}

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
  await speak(preferredLanguage());
}

/** Has the words of settings, setup and guide too, together with the code of such a screen. */
export function withMoreWords<Module>(module: Promise<Module>): Promise<Module> {
  return withWords("more", module);
}

/** Has the words for sending more than text, together with the code of it. */
export function withContentWords<Module>(module: Promise<Module>): Promise<Module> {
  return withWords("content", module);
}

/** Has the words about one customer, together with the code of the panel. */
export function withPersonWords<Module>(module: Promise<Module>): Promise<Module> {
  return withWords("person", module);
}

async function withWords<Module>(name: keyof typeof later, module: Promise<Module>): Promise<Module> {
  let words = loading.get(name);
  if (words === undefined) {
    // What is named here is spoken from now on, whatever language is chosen.
    loading.set(name, Promise.resolve());
    words = speak(getSpoken().language).catch((error: unknown) => {
      loading.delete(name);
      throw error;
    });
    loading.set(name, words);
  }
  await words;
  return module;
}

/** Changes the language for good, without a reload. */
export async function chooseLanguage(language: Language): Promise<void> {
  await speak(language);
  try {
    localStorage.setItem(storageKey, language);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

async function speak(language: Language): Promise<void> {
  const [{ default: first }, ...others] = await Promise.all([
    loaders[language](),
    ...[...loading.keys()].map((name) => later[name][language]()),
  ]);
  const texts = Object.assign({ ...first }, ...others.map((one) => one.default)) as object;
  document.documentElement.lang = language;
  spoken.set({ language, texts, words: createWords(texts, language) });
}

function readChoice(): Language | null {
  try {
    const stored = localStorage.getItem(storageKey);
    return stored === "es" || stored === "en" ? stored : null;
  } catch {
    return null;
  }
}
