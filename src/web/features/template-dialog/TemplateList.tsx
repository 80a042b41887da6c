import { NativeSelect, TextInput } from "@mantine/core";
import { IconHistory, IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { categoryWord } from "../../ui/category-word.ts";
import { formatDateClock } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import { bodyOf } from "./preview-of.ts";
import classes from "./TemplateList.module.css";
import type { Listed } from "./use-template-choices.ts";

type Props = {
  choices: readonly Listed[];
  chosenId: string | null;
  onChoose: (choice: Listed) => void;
};

/** Search, language and category above the templates; those that can't be sent are greyed and say why. */
export function TemplateList({ choices, chosenId, onChoose }: Props) {
  const time = useTime();
  const { words, language: interfaceLanguage } = time;
  const [search, setSearch] = useState("");
  const [language, setLanguage] = useState("");
  const [category, setCategory] = useState("");
  const languages = useMemo(() => unique(choices.map(({ view }) => view.language)), [choices]);
  const categories = useMemo(() => unique(choices.map(({ view }) => view.category.toLowerCase())), [choices]);
  const names = new Intl.DisplayNames(interfaceLanguage, { type: "language" });
  const wanted = fold(search);
  const shown = choices.filter(
    ({ view, content, isPreferred }) =>
      (language === "" ? isPreferred : view.language === language) &&
      (category === "" || view.category.toLowerCase() === category) &&
      (wanted === "" || fold(`${view.name} ${bodyOf(content)}`).includes(wanted)),
  );
  const listRef = useRef<HTMLUListElement>(null);
  const searchRef = useRef<HTMLInputElement>(null);
  // The list may come after the dialog has opened and given the focus to its close button.
  useEffect(() => searchRef.current?.focus(), []);
  const handleKeyDown = (event: KeyboardEvent<HTMLButtonElement>): void => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step === 0) {
      return;
    }
    const buttons = [...(listRef.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const at = buttons.indexOf(event.currentTarget);
    event.preventDefault();
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
  };
  const handleSearchKey = (event: KeyboardEvent): void => {
    const first = shown.find(({ obstacle }) => obstacle === null);
    if (event.key === "ArrowDown") {
      event.preventDefault();
      listRef.current?.querySelector("button")?.focus();
    } else if (event.key === "Enter" && first !== undefined && !event.nativeEvent.isComposing) {
      event.preventDefault();
      onChoose(first);
    }
  };
  return (
    <div className={classes.pane}>
      <TextInput
        aria-label={words("template.search")}
        placeholder={words("template.search")}
        leftSection={<IconSearch size={17} aria-hidden="true" />}
        value={search}
        ref={searchRef}
        data-autofocus
        onKeyDown={handleSearchKey}
        onChange={(event) => setSearch(event.currentTarget.value)}
      />
      <div className={classes.filters}>
        <NativeSelect
          label={words("template.language")}
          size="xs"
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value)}
          data={[
            { value: "", label: words("template.any") },
            ...languages.map((code) => ({ value: code, label: languageName(code, names) })),
          ]}
        />
        <NativeSelect
          label={words("template.category")}
          size="xs"
          value={category}
          onChange={(event) => setCategory(event.currentTarget.value)}
          data={[
            { value: "", label: words("template.any") },
            ...categories.map((one) => ({ value: one, label: categoryWord(one, words) })),
          ]}
        />
      </div>
      <div className={classes.scroller}>
        <ul ref={listRef} className={classes.list} aria-label={words("template.list")}>
          {shown.map((choice) => (
            <li key={choice.view.id}>
              <button
                type="button"
                className={classes.choice}
                aria-pressed={choice.view.id === chosenId}
                aria-disabled={choice.obstacle !== null}
                onKeyDown={handleKeyDown}
                onClick={() => choice.obstacle === null && onChoose(choice)}
              >
                <span className={classes.top}>
                  <span className={classes.name}>{choice.view.name}</span>
                  {choice.recent !== -1 && (
                    <span className={classes.recent}>
                      <IconHistory size={14} aria-hidden="true" />
                      {words("template.recent")}
                    </span>
                  )}
                </span>
                <span className={classes.facts}>
                  {categoryWord(choice.view.category, words)} · {languageName(choice.view.language, names)}
                </span>
                <span className={classes.body}>{bodyOf(choice.content)}</span>
                {choice.obstacle !== null && (
                  <span className={classes.obstacle}>
                    {words(`template.reason.${choice.obstacle}`)}
                    {choice.until !== null &&
                      ` ${words("bubble.retryFrom", { time: formatDateClock(choice.until, time) })}`}
                  </span>
                )}
              </button>
            </li>
          ))}
        </ul>
        {shown.length === 0 && <p className={classes.none}>{words("template.none")}</p>}
      </div>
    </div>
  );
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}

function languageName(code: string, names: Intl.DisplayNames): string {
  try {
    const name = names.of(code.replace("_", "-")) ?? code;
    return name.charAt(0).toUpperCase() + name.slice(1);
  } catch {
    return code;
  }
}
