import type { AllWords } from "./words.ts";

/** The languages of the interface. */
export type Language = "es" | "en";

/** The key of a text; one with plurals is asked for without its `_one` or `_other`, and with a `count`. */
export type WordKey = KeysOf<AllWords>;

/** Gives a text of the interface by its key, with its {{variables}} filled in. */
export type Words = (key: WordKey, variables?: Readonly<Record<string, string | number>>) => string;

type KeysOf<Node, Prefix extends string = ""> = {
  [Key in keyof Node & string]: Node[Key] extends string
    ? `${Prefix}${WithoutPlural<Key>}`
    : KeysOf<Node[Key], `${Prefix}${Key}.`>;
}[keyof Node & string];
type WithoutPlural<Key extends string> = Key extends `${infer Base}_${"one" | "other"}` ? Base : Key;

/** The texts of one language as a function. Plurals follow the rules of the language. */
export function createWords(texts: object, language: Language): Words {
  const plurals = new Intl.PluralRules(language);
  // A screen asks for the same few texts hundreds of times.
  const found = new Map<string, string>();
  const find = (key: WordKey, form: string): string => {
    const name = `${key}_${form}`;
    const text =
      found.get(name) ??
      findText(texts, name) ??
      findText(texts, `${key}_other`) ??
      findText(texts, key) ??
      key;
    found.set(name, text);
    return text;
  };
  return (key, variables = {}) => {
    const { count } = variables;
    const text = find(key, typeof count === "number" ? plurals.select(count) : "other");
    return text.includes("{{")
      ? text.replace(/\{\{(\w+)\}\}/g, (_, name: string) => String(variables[name] ?? ""))
      : text;
  };
}

/** The raw text of a key; null when there is none. */
export function findText(texts: object, key: string): string | null {
  let node: unknown = texts;
  for (const part of key.split(".")) {
    if (typeof node !== "object" || node === null || !Object.hasOwn(node, part)) {
      return null;
    }
    node = Reflect.get(node, part);
  }
  return typeof node === "string" ? node : null;
}
