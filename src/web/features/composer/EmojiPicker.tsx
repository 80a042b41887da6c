import { CloseButton, TextInput } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import * as z from "zod/mini";
import { useStore } from "../../api/create-store.ts";
import { createStored } from "../../api/stored.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./EmojiPicker.module.css";
import { emojiGroups } from "./emoji-data.ts";

const mostRecent = 16;
const columns = 8;
const recent = createStored<readonly string[]>("emoji", (raw) => {
  const parsed = z.safeParse(z.array(z.string()), raw);
  return parsed.success ? parsed.data : [];
});

type Props = { onPick: (emoji: string) => void; onClose: () => void };

/** Emoji by group, with a search in both languages; arrows move, Enter picks, Esc closes. */
export function EmojiPicker({ onPick, onClose }: Props) {
  const words = useWords();
  const [search, setSearch] = useState("");
  const [shownRecent] = useState(recent.get());
  const panelRef = useRef<HTMLDivElement>(null);
  useStore(recent);
  const wanted = fold(search);
  const groups = [
    { name: "recent" as const, emoji: shownRecent.map((one) => [one, ""] as const) },
    ...emojiGroups,
  ]
    .map(({ name, emoji }) => ({
      name,
      emoji: emoji.filter(([, keywords]) => wanted === "" || fold(keywords).includes(wanted)),
    }))
    .filter(({ name, emoji }) => emoji.length > 0 && (name !== "recent" || wanted === ""));

  useEffect(() => {
    const handlePointerDown = (event: PointerEvent): void => {
      const isInside =
        event.target instanceof Node && panelRef.current?.parentElement?.contains(event.target);
      if (isInside !== true) {
        onClose();
      }
    };
    document.addEventListener("pointerdown", handlePointerDown);
    return () => document.removeEventListener("pointerdown", handlePointerDown);
  }, [onClose]);

  const handlePick = (emoji: string): void => {
    recent.update((before) => [emoji, ...before.filter((one) => one !== emoji)].slice(0, mostRecent));
    onPick(emoji);
  };
  const handleKeyDown = (event: KeyboardEvent): void => {
    if (event.key === "Escape") {
      event.stopPropagation();
      onClose();
      return;
    }
    const buttons = [...(panelRef.current?.querySelectorAll<HTMLElement>("[data-emoji]") ?? [])];
    const { activeElement } = document;
    const index = activeElement instanceof HTMLElement ? buttons.indexOf(activeElement) : -1;
    const steps: Record<string, number> = {
      ArrowRight: 1,
      ArrowLeft: -1,
      ArrowDown: index === -1 ? 1 : columns,
      ArrowUp: -columns,
    };
    const step = steps[event.key];
    if (step !== undefined && (index !== -1 || event.key === "ArrowDown")) {
      event.preventDefault();
      buttons[Math.min(buttons.length - 1, Math.max(0, index + step))]?.focus();
    } else if (event.key === "Enter" && index === -1 && buttons[0] !== undefined) {
      event.preventDefault();
      buttons[0].click();
    }
  };
  return (
    <div ref={panelRef} role="dialog" aria-label={words("emoji.title")} className={classes.panel}>
      <div className={classes.top}>
        <TextInput
          className={classes.search}
          size="sm"
          placeholder={words("emoji.search")}
          aria-label={words("emoji.search")}
          leftSection={<IconSearch size={16} aria-hidden="true" />}
          value={search}
          autoFocus
          onKeyDown={handleKeyDown}
          onChange={(event) => setSearch(event.currentTarget.value)}
        />
        <CloseButton aria-label={words("app.close")} onClick={onClose} />
      </div>
      <div className={classes.scroller}>
        {groups.map(({ name, emoji }) => (
          <section key={name} aria-label={words(`emoji.${name}`)}>
            <p className={classes.group} aria-hidden="true">
              {words(`emoji.${name}`)}
            </p>
            <div className={classes.grid}>
              {emoji.map(([one]) => (
                <button
                  key={one}
                  type="button"
                  data-emoji={one}
                  className={classes.emoji}
                  onKeyDown={handleKeyDown}
                  onClick={() => handlePick(one)}
                >
                  {one}
                </button>
              ))}
            </div>
          </section>
        ))}
        {groups.length === 0 && <p className={classes.group}>{words("emoji.none")}</p>}
      </div>
    </div>
  );
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
