import { createStore } from "../api/create-store.ts";
import { createWords, findText, type Language, type Words } from "./translate.ts";

const storageKey = "mc.language";
const loaders: Record<Language, () => Promise<{ default: object }>> = {
  es: () => import("./es.json"),
  en: () => import("./en.json"),
};
const moreLoaders: typeof loaders = {
  es: () => import("./more.es.json"),
  en: () => import("./more.en.json"),
};
let hasMore = false;
let loadingMore: Promise<void> | null = null;

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

/** Has the words of the screens that come later too, together with the code of such a screen. */
export async function withMoreWords<Module>(loading: Promise<Module>): Promise<Module> {
  hasMore = true;
  loadingMore ??= speak(getSpoken().language).catch((error: unknown) => {
    loadingMore = null;
    throw error;
  });
  await loadingMore;
  return loading;
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
  const [{ default: first }, more] = await Promise.all([
    loaders[language](),
    hasMore ? moreLoaders[language]() : null,
  ]);
  const texts = { ...first, ...more?.default };
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
