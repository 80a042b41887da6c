import { secondMs } from "#domain/time.ts";
import { isApple } from "./is-apple.ts";
import { isSingleKey, matchesChord } from "./match-keys.ts";
import { runShortcut, workingShortcuts } from "./registry.ts";
import { type ShortcutName, shortcutTable } from "./shortcut-table.ts";

const sequenceMs = 1.5 * secondMs;
/** Going through the list by holding a key down is meant; resolving ten threads is not. */
const repeatable: readonly ShortcutName[] = ["nextThread", "previousThread"];

/** Listens for the keys of all shortcuts; `hasSingleKeys` tells whether the person wants those. Returns how to stop. */
export function listenForShortcuts(hasSingleKeys: () => boolean): () => void {
  let first: { key: string; at: number } | null = null;
  const handleKeyDown = (event: KeyboardEvent): void => {
    const begun = first !== null && event.timeStamp - first.at < sequenceMs ? first.key : null;
    first = null;
    if (event.defaultPrevented || event.isComposing || isInDialog(event)) {
      return;
    }
    if (isEditable(event.target)) {
      handleInText(event);
      return;
    }
    const usable = (keys: string): boolean => hasSingleKeys() || !isSingleKey(keys);
    const name = findShortcut(event, begun, usable);
    if (name !== null) {
      if (!event.repeat || repeatable.includes(name)) {
        run(event, name);
      }
    } else if (usable("g i") && begins(event)) {
      first = { key: event.key.toLowerCase(), at: event.timeStamp };
    }
  };
  window.addEventListener("keydown", handleKeyDown);
  return () => window.removeEventListener("keydown", handleKeyDown);
}

/** Within a text field letters are letters: only chords work, and Escape leaves it. */
function handleInText(event: KeyboardEvent): void {
  if (event.key === "Escape" && event.target instanceof HTMLElement) {
    event.target.blur();
    return;
  }
  const name = findShortcut(event, null, (keys) => keys.includes("+") && keys !== "Mod+z");
  if (name !== null && !event.repeat) {
    run(event, name);
  }
}

function run(event: KeyboardEvent, name: ShortcutName): void {
  event.preventDefault();
  runShortcut(name);
}

function findShortcut(
  event: KeyboardEvent,
  begun: string | null,
  isUsable: (keys: string) => boolean,
): ShortcutName | null {
  const isMet = (keys: string): boolean => {
    const [last = "", before] = keys.split(" ").toReversed();
    return (before ?? null) === begun && isUsable(keys) && matchesChord(event, last, isApple());
  };
  return workingShortcuts.get().find((name) => shortcutTable[name].keys.some(isMet)) ?? null;
}

/** Whether this key is the first of a sequence that works now. */
function begins(event: KeyboardEvent): boolean {
  return workingShortcuts.get().some((name) =>
    shortcutTable[name].keys.some((keys) => {
      const [last, before] = keys.split(" ").toReversed();
      return last !== undefined && before !== undefined && matchesChord(event, before, isApple());
    }),
  );
}

/** A dialog or menu has its own keys; what lies below it does not hear them. */
function isInDialog({ target }: KeyboardEvent): boolean {
  const isWithin = target instanceof Element && target.closest('[role="dialog"], [role="menu"]') !== null;
  return isWithin || document.querySelector('[aria-modal="true"]') !== null;
}

function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) {
    return false;
  }
  const isTyped =
    target instanceof HTMLInputElement && !/^(?:button|checkbox|radio|submit)$/.test(target.type);
  return isTyped || target.isContentEditable || /^(?:TEXTAREA|SELECT)$/.test(target.tagName);
}
