import { type KeyboardEvent, useId, useState } from "react";

/** What is being typed after the sign that opens a menu: where the sign is, and the letters behind it. */
type Query = { start: number; typed: string };

type Options<Choice> = {
  /** Null: nothing is being typed for this menu. */
  query: Query | null;
  choices: readonly Choice[];
  /** Whether there is anything to show. */
  isWorthShowing: boolean;
  onChoose: (choice: Choice, query: Query) => void;
};

/** The id of an option, which the text box names as the active one. */
export function optionId(menuId: string, index: number): string {
  return `${menuId}-${index}`;
}

/** A menu that a sign opens in a text box, with what the keys of the box do meanwhile. */
export function useTypedMenu<Choice>({ query, choices, isWorthShowing, onChoose }: Options<Choice>) {
  const id = useId();
  const [dismissedAt, setDismissedAt] = useState<number | null>(null);
  const [active, setActive] = useState({ typed: "", index: 0 });
  const isOpen = query !== null && isWorthShowing && dismissedAt !== query.start;
  const activeIndex = active.typed === query?.typed ? Math.min(active.index, choices.length - 1) : 0;
  const choose = (choice: Choice): void => {
    if (query !== null) {
      onChoose(choice, query);
    }
  };
  /** True: the key was for the menu. */
  const takeKey = (event: KeyboardEvent): boolean => {
    if (query === null || !isOpen) {
      setDismissedAt((before) => (query === null ? null : before));
      return false;
    }
    const chosen = choices[activeIndex];
    switch (event.key) {
      case "ArrowDown":
      case "ArrowUp": {
        const step = event.key === "ArrowDown" ? 1 : -1;
        const index = (activeIndex + step + choices.length) % Math.max(1, choices.length);
        setActive({ typed: query.typed, index });
        break;
      }
      case "Enter":
      case "Tab":
        if (chosen === undefined) {
          return false;
        }
        choose(chosen);
        break;
      case "Escape":
        setDismissedAt(query.start);
        break;
      default:
        return false;
    }
    event.preventDefault();
    event.stopPropagation();
    return true;
  };
  return {
    id,
    isOpen,
    choices,
    activeIndex,
    activeOptionId: isOpen && choices.length > 0 ? optionId(id, activeIndex) : undefined,
    choose,
    takeKey,
  };
}
