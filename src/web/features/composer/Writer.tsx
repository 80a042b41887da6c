import { Button } from "@mantine/core";
import { IconSend2 } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useId, useRef } from "react";
import type { ThreadDetail } from "#contract/threads.ts";
import { openPlaceholders } from "#domain/placeholders.ts";
import { maxTextLength, type SendDecision } from "#domain/send-rules.ts";
import type { DraftChange } from "../../api/drafts.ts";
import { usePreferences } from "../../api/use-preferences.ts";
import { customerName } from "../../ui/customer-name.ts";
import { useWords } from "../../ui/use-words.ts";
import { TextBox, type TextBoxHandle } from "./TextBox.tsx";
import type { WrittenDraft } from "./use-composer.ts";
import classes from "./Writer.module.css";
import { WriterTools } from "./WriterTools.tsx";

type Props = {
  thread: ThreadDetail;
  kind: string;
  /** The message that is answered, above the text. */
  quote: ReactNode;
  draft: WrittenDraft;
  /** What the send rules say about the draft as it stands. */
  decision: SendDecision;
  sendLabel: string;
  footer: ReactNode;
  /** What sends more than text, where the channel carries it. */
  more: ReactNode;
  /** What goes along with the text, below it. */
  files: ReactNode;
  onChange: (change: DraftChange) => void;
  onSend: () => void;
  /** Offered beside the text where templates exist. */
  onPickTemplate: (() => void) | null;
};

/** The text box with its send button. Enter sends where the person wants it; never while a character is composed. */
export function Writer({
  thread,
  kind,
  quote,
  draft,
  decision,
  sendLabel,
  footer,
  more,
  files,
  ...on
}: Props) {
  const words = useWords();
  const hintId = useId();
  const isEmail = kind === "email";
  const boxRef = useRef<TextBoxHandle>(null);
  const open = kind === "note" ? [] : openPlaceholders(draft.text);
  const isAllowed = decision.kind === "allowed" && open.length === 0 && !draft.isWaiting;
  const labels = textLabels(kind, words, customerName(thread.customer));
  const { enterSends } = usePreferences();
  const doesEnterSend = isEmail ? enterSends.email : enterSends.chat;
  const handleKeyDown = (event: KeyboardEvent): void => {
    // 229: Safari ends the composition before its keydown (UI Events §5.6).
    if (event.key !== "Enter" || event.nativeEvent.isComposing || event.keyCode === 229) {
      return;
    }
    const isInText = event.target instanceof HTMLTextAreaElement;
    const isAlone = !event.shiftKey && !event.altKey;
    const sends = event.ctrlKey || event.metaKey || (doesEnterSend && isInText && isAlone);
    if (sends) {
      event.preventDefault();
      if (isAllowed && !event.repeat) {
        on.onSend();
      }
    }
  };
  const isLong = kind !== "email" && kind !== "note" && draft.text.length > maxTextLength * 0.9;
  const whyNot =
    decision.kind === "refused"
      ? words(`refusal.${decision.reason}`)
      : open[0] === undefined
        ? draft.isWaiting
          ? words("composer.filesWaiting")
          : undefined
        : words("canned.fill", { name: `{{${open[0]}}}` });
  const isBegun = draft.text.trim() !== "" || draft.files.length > 0 || draft.isWaiting;
  return (
    <div className={classes.writer}>
      {isEmail && (
        <label className={classes.subject}>
          <span className={classes.subjectLabel}>{words("composer.subject")}</span>
          <input
            className={classes.subjectInput}
            value={draft.subject}
            maxLength={998}
            onChange={(event) => on.onChange({ subject: event.currentTarget.value })}
            onKeyDown={handleKeyDown}
          />
        </label>
      )}
      {quote}
      <TextBox
        thread={thread}
        isNote={kind === "note"}
        handleRef={boxRef}
        label={labels.label}
        placeholder={labels.placeholder}
        describedBy={hintId}
        rows={isEmail ? 5 : 2}
        value={draft.text}
        onChange={(text) => on.onChange({ text })}
        onKeyDown={handleKeyDown}
      />
      {files}
      <div className={classes.bottom}>
        <WriterTools
          onPickTemplate={on.onPickTemplate}
          more={more}
          onInsert={(text) => boxRef.current?.insert(text)}
          onAskForCanned={() => boxRef.current?.askForCanned()}
        />
        <span className={classes.whyNot} role="status">
          {isBegun && !isAllowed && whyNot}
        </span>
        <Button
          className={classes.send}
          classNames={{ label: classes.sendLabel }}
          disabled={!isAllowed}
          title={whyNot}
          rightSection={<IconSend2 size={17} aria-hidden="true" />}
          onClick={on.onSend}
        >
          {sendLabel}
        </Button>
      </div>
      <div className={classes.hints} id={hintId}>
        {isLong && (
          <span
            className={classes.counter}
            data-over={draft.text.length > maxTextLength ? "true" : undefined}
          >
            {words("composer.counter", { count: draft.text.length, max: maxTextLength })}
          </span>
        )}
        <span className={classes.keys}>
          {words(doesEnterSend ? "composer.enterSends" : "composer.ctrlEnterSends")}
        </span>
        {footer}
      </div>
    </div>
  );
}

function textLabels(
  kind: string,
  words: ReturnType<typeof useWords>,
  name: string,
): { label: string; placeholder: string } {
  switch (kind) {
    case "email":
      return { label: words("composer.textEmail"), placeholder: words("composer.placeholderEmail") };
    case "note":
      return { label: words("composer.textNote"), placeholder: words("composer.placeholderNote") };
    default:
      return {
        label: words("composer.textWhatsapp"),
        placeholder: words("composer.placeholderWhatsapp", { name }),
      };
  }
}
