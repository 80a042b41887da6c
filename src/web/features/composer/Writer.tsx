import { ActionIcon, Button } from "@mantine/core";
import { IconSend2, IconTemplate } from "@tabler/icons-react";
import { type KeyboardEvent, type ReactNode, useId } from "react";
import { maxTextLength, type SendDecision } from "#domain/send-rules.ts";
import type { Draft } from "../../api/drafts.ts";
import { useWords } from "../../ui/use-words.ts";
import type { WrittenDraft } from "./use-composer.ts";
import classes from "./Writer.module.css";

type Props = {
  kind: string;
  customerName: string;
  draft: WrittenDraft;
  /** What the send rules say about the draft as it stands. */
  decision: SendDecision;
  sendLabel: string;
  footer: ReactNode;
  onChange: (change: Partial<Draft>) => void;
  onSend: () => void;
  /** Offered beside the text where templates exist. */
  onPickTemplate: (() => void) | null;
};

/** The text box with its send button. Enter sends where people expect it; never while a character is composed. */
export function Writer({ kind, customerName, draft, decision, sendLabel, footer, ...on }: Props) {
  const words = useWords();
  const hintId = useId();
  const isEmail = kind === "email";
  const isAllowed = decision.kind === "allowed";
  const labels = textLabels(kind, words, customerName);
  const handleKeyDown = (event: KeyboardEvent): void => {
    // 229: Safari ends the composition before its keydown (UI Events §5.6).
    if (event.key !== "Enter" || event.nativeEvent.isComposing || event.keyCode === 229) {
      return;
    }
    const sends = event.ctrlKey || event.metaKey || (!isEmail && !event.shiftKey && !event.altKey);
    if (sends) {
      event.preventDefault();
      if (isAllowed && !event.repeat) {
        on.onSend();
      }
    }
  };
  const isLong = kind !== "email" && kind !== "note" && draft.text.length > maxTextLength * 0.9;
  const whyNot = decision.kind === "refused" ? words(`refusal.${decision.reason}`) : undefined;
  const isTyped = draft.text.trim() !== "";
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
      <textarea
        className={classes.text}
        aria-label={labels.label}
        aria-describedby={hintId}
        placeholder={labels.placeholder}
        rows={isEmail ? 5 : 2}
        value={draft.text}
        onChange={(event) => on.onChange({ text: event.currentTarget.value })}
        onKeyDown={handleKeyDown}
      />
      <div className={classes.bottom}>
        {on.onPickTemplate !== null && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={words("composer.chooseTemplate")}
            title={words("composer.chooseTemplate")}
            onClick={on.onPickTemplate}
          >
            <IconTemplate size={20} aria-hidden="true" />
          </ActionIcon>
        )}
        <div className={classes.hints} id={hintId}>
          {isTyped && !isAllowed && <span className={classes.whyNot}>{whyNot}</span>}
          {isLong && (
            <span className={classes.counter}>
              {words("composer.counter", { count: draft.text.length, max: maxTextLength })}
            </span>
          )}
          <span className={classes.keys}>
            {words(isEmail ? "composer.ctrlEnterSends" : "composer.enterSends")}
          </span>
          {footer}
        </div>
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
