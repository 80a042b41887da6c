import { ActionIcon } from "@mantine/core";
import { IconBolt, IconMoodSmile, IconTemplate } from "@tabler/icons-react";
import { lazy, type ReactNode, Suspense, useRef, useState } from "react";
import { useWords } from "../../ui/use-words.ts";
import classes from "./WriterTools.module.css";

const EmojiPicker = lazy(async () => {
  const { EmojiPicker: component } = await import("./EmojiPicker.tsx");
  return { default: component };
});

type Props = {
  /** Offered where templates exist. */
  onPickTemplate: (() => void) | null;
  /** What sends more than text, where the channel carries it. */
  more: ReactNode;
  onInsert: (text: string) => void;
  onAskForCanned: () => void;
};

/** What helps with writing: templates, canned replies, emoji. */
export function WriterTools({ onPickTemplate, more, onInsert, onAskForCanned }: Props) {
  const words = useWords();
  const [isPicking, setIsPicking] = useState(false);
  const emojiButtonRef = useRef<HTMLButtonElement>(null);
  const handleClose = (): void => {
    setIsPicking(false);
    emojiButtonRef.current?.focus();
  };
  const handlePick = (emoji: string): void => {
    setIsPicking(false);
    onInsert(emoji);
  };
  return (
    <div className={classes.tools}>
      {more}
      {onPickTemplate !== null && (
        <Tool label={words("composer.chooseTemplate")} onClick={onPickTemplate}>
          <IconTemplate size={20} aria-hidden="true" />
        </Tool>
      )}
      <Tool label={words("canned.insert")} onClick={onAskForCanned}>
        <IconBolt size={20} aria-hidden="true" />
      </Tool>
      <ActionIcon
        ref={emojiButtonRef}
        variant="subtle"
        color="gray"
        size={36}
        aria-label={words("emoji.insert")}
        title={words("emoji.insert")}
        aria-expanded={isPicking}
        onClick={() => setIsPicking((before) => !before)}
      >
        <IconMoodSmile size={20} aria-hidden="true" />
      </ActionIcon>
      <Suspense>{isPicking && <EmojiPicker onPick={handlePick} onClose={handleClose} />}</Suspense>
    </div>
  );
}

type ToolProps = { label: string; onClick: () => void; children: ReactNode };

function Tool({ label, onClick, children }: ToolProps) {
  return (
    <ActionIcon variant="subtle" color="gray" size={36} aria-label={label} title={label} onClick={onClick}>
      {children}
    </ActionIcon>
  );
}
