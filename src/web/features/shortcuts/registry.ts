import { createStore } from "../../api/create-store.ts";
import { type ShortcutName, shortcutNames } from "./shortcut-table.ts";

const actions = new Map<ShortcutName, (() => void)[]>();

/** The shortcuts that work at this moment, in the order of the table. */
export const workingShortcuts = createStore<readonly ShortcutName[]>([]);

/** Makes a shortcut work until the returned function is called; of two the later one is run. */
export function registerShortcut(name: ShortcutName, run: () => void): () => void {
  actions.set(name, [...(actions.get(name) ?? []), run]);
  tellWorking();
  return () => {
    const rest = (actions.get(name) ?? []).filter((other) => other !== run);
    if (rest.length === 0) {
      actions.delete(name);
    } else {
      actions.set(name, rest);
    }
    tellWorking();
  };
}

/** Does what the shortcut stands for now; false when nothing does. */
export function runShortcut(name: ShortcutName): boolean {
  const run = actions.get(name)?.at(-1);
  run?.();
  return run !== undefined;
}

function tellWorking(): void {
  workingShortcuts.set(shortcutNames.filter((name) => actions.has(name)));
}
