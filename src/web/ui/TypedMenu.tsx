import { type ReactNode, useEffect, useRef } from "react";
import classes from "./TypedMenu.module.css";
import { optionId } from "./use-typed-menu.ts";

type Props<Choice> = {
  id: string;
  label: string;
  choices: readonly Choice[];
  activeIndex: number;
  onChoose: (choice: Choice) => void;
  /** What stands above the choices. */
  head?: ReactNode;
  /** As wide as the text box, for choices that are texts. */
  isWide?: boolean;
  children: (choice: Choice) => ReactNode;
};

/** The choices that fit what is typed. The focus stays in the text box; arrows move the choice. */
export function TypedMenu<Choice extends { id: string }>(props: Props<Choice>) {
  const { id, label, choices, activeIndex, onChoose, head, isWide = false, children } = props;
  const listRef = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const active = listRef.current?.querySelector(`#${CSS.escape(optionId(id, activeIndex))}`);
    active?.scrollIntoView({ block: "nearest" });
  }, [id, activeIndex]);
  return (
    <div className={classes.menu} data-wide={isWide ? "true" : undefined}>
      {head}
      <div ref={listRef} id={id} role="listbox" aria-label={label} className={classes.list}>
        {choices.map((choice, index) => (
          <div
            key={choice.id}
            id={optionId(id, index)}
            role="option"
            tabIndex={-1}
            aria-selected={index === activeIndex}
            className={classes.option}
            // The text box keeps the focus, and with it the caret.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => onChoose(choice)}
            onKeyDown={() => undefined}
          >
            {children(choice)}
          </div>
        ))}
      </div>
    </div>
  );
}
