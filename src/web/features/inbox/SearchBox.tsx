import { IconSearch, IconX } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useWords } from "../../ui/use-words.ts";
import { useShortcut } from "../shortcuts/use-shortcut.ts";
import classes from "./SearchBox.module.css";

const pauseMs = 150;

/** Where one types what is looked for; the address follows a moment later. */
export function SearchBox() {
  const words = useWords();
  const navigate = useNavigate();
  const { q = "" } = useSearch({ from: "/app/inbox" });
  const inputRef = useRef<HTMLInputElement>(null);
  // What is typed and not in the address yet.
  const [typed, setTyped] = useState<string | null>(null);
  const go = (question: string): void => {
    setTyped(null);
    const looked = question.trim() === "" ? {} : { q: question };
    void navigate({
      to: ".",
      search: ({ q: _, ...search }) => ({ ...search, ...looked }),
      // The first letter is a step of its own, to come back from with "back".
      replace: q !== "" || question === "",
    });
  };
  useEffect(() => {
    if (typed === null) {
      return undefined;
    }
    const timer = setTimeout(() => go(typed), pauseMs);
    return () => clearTimeout(timer);
  });
  useShortcut("search", () => {
    inputRef.current?.focus();
    inputRef.current?.select();
  });
  const value = typed ?? q;
  const handleKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === "Escape" && value !== "") {
      event.preventDefault();
      go("");
    }
    if (event.key === "Enter" && !event.nativeEvent.isComposing) {
      go(value);
    }
    if (event.key === "ArrowDown") {
      event.preventDefault();
      inputRef.current?.closest("section")?.querySelector<HTMLElement>("a[data-row]")?.focus();
    }
  };
  return (
    <search className={classes.search}>
      <IconSearch size={16} aria-hidden="true" className={classes.icon} />
      <input
        ref={inputRef}
        type="text"
        className={classes.input}
        aria-label={words("search.label")}
        placeholder={words("search.placeholder")}
        value={value}
        onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        onKeyDown={handleKeyDown}
        enterKeyHint="search"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
      />
      {value !== "" && (
        <button
          type="button"
          className={classes.clear}
          aria-label={words("search.clear")}
          onClick={() => {
            go("");
            inputRef.current?.focus();
          }}
        >
          <IconX size={16} aria-hidden="true" />
        </button>
      )}
    </search>
  );
}
