import { type KeyboardEvent, lazy, type Ref, Suspense, useImperativeHandle, useRef, useState } from "react";
import type { ThreadDetail } from "#contract/threads.ts";
import { useMentionMenu } from "../work/use-mention-menu.ts";
import classes from "./TextBox.module.css";
import { useCannedMenu } from "./use-canned-menu.ts";

const CannedMenu = lazy(async () => {
  const { CannedMenu: component } = await import("./CannedMenu.tsx");
  return { default: component };
});

const MentionMenu = lazy(async () => {
  const { MentionMenu: component } = await import("../work/MentionMenu.tsx");
  return { default: component };
});

/** What the buttons around the text box do with it. */
export type TextBoxHandle = {
  /** Puts a text where the caret is and goes on behind it. */
  insert(text: string): void;
  /** Opens the menu of canned replies, as typing "/" does. */
  askForCanned(): void;
};

type Props = {
  thread: ThreadDetail;
  /** In notes "@" names a colleague. */
  isNote: boolean;
  value: string;
  label: string;
  placeholder: string;
  rows: number;
  describedBy: string;
  handleRef: Ref<TextBoxHandle>;
  onChange: (value: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
};

/** Where an answer is typed; "/" brings canned replies. */
export function TextBox({
  thread,
  isNote,
  value,
  label,
  placeholder,
  rows,
  describedBy,
  handleRef,
  ...on
}: Props) {
  const boxRef = useRef<HTMLTextAreaElement>(null);
  const [caret, setCaret] = useState(value.length);
  const replace = (from: number, to: number, text: string): void => {
    on.onChange(value.slice(0, from) + text + value.slice(to));
    const end = from + text.length;
    setCaret(end);
    requestAnimationFrame(() => {
      boxRef.current?.focus();
      boxRef.current?.setSelectionRange(end, end);
    });
  };
  const insert = (text: string): void => {
    const box = boxRef.current;
    replace(box?.selectionStart ?? value.length, box?.selectionEnd ?? value.length, text);
  };
  useImperativeHandle(handleRef, () => ({
    insert,
    askForCanned() {
      // A slash inside a word asks for nothing.
      insert(/\S$/.test(value.slice(0, boxRef.current?.selectionStart ?? value.length)) ? " /" : "/");
    },
  }));
  const canned = useCannedMenu({ thread, text: value, caret, onInsert: replace });
  const mentions = useMentionMenu({ isOn: isNote, text: value, caret, onInsert: replace });
  const menu = mentions.isOpen ? mentions : canned;
  const handleKeyDown = (event: KeyboardEvent): void => {
    const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (isComposing || !menu.takeKey(event)) {
      on.onKeyDown(event);
    }
  };
  return (
    <div className={classes.box}>
      <Suspense>
        {mentions.isOpen && (
          <MentionMenu
            id={mentions.id}
            choices={mentions.choices}
            activeIndex={mentions.activeIndex}
            onChoose={mentions.choose}
          />
        )}
        {!mentions.isOpen && canned.isOpen && (
          <CannedMenu
            id={canned.id}
            choices={canned.choices}
            activeIndex={canned.activeIndex}
            onChoose={canned.choose}
          />
        )}
      </Suspense>
      <textarea
        ref={boxRef}
        className={classes.text}
        aria-label={label}
        aria-describedby={describedBy}
        aria-autocomplete="list"
        aria-controls={menu.isOpen ? menu.id : undefined}
        aria-activedescendant={menu.activeOptionId}
        placeholder={placeholder}
        rows={rows}
        value={value}
        onChange={(event) => {
          setCaret(event.currentTarget.selectionStart);
          on.onChange(event.currentTarget.value);
        }}
        onSelect={(event) => setCaret(event.currentTarget.selectionStart)}
        onKeyDown={handleKeyDown}
      />
    </div>
  );
}
