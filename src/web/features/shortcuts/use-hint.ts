import { usePreferences } from "../../api/use-preferences.ts";
import { useWords } from "../../ui/use-words.ts";
import { isSingleKey } from "./match-keys.ts";
import { type ShortcutName, shortcutTable } from "./shortcut-table.ts";
import { showKeys } from "./show-keys.ts";

/** Gives a title with its keys, "Resolver (E)"; without them where they are switched off. */
export function useHint(): (title: string, name: ShortcutName) => string {
  const words = useWords();
  const { singleKeys } = usePreferences();
  return (title, name) => {
    const keys = shortcutTable[name].keys.find((one) => singleKeys || !isSingleKey(one));
    return keys === undefined ? title : `${title} (${showKeys(keys, words)})`;
  };
}
