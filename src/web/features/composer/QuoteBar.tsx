import { CloseButton } from "@mantine/core";
import type { Message } from "#contract/messages.ts";
import { kindWord } from "../../ui/kind-word.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./QuoteBar.module.css";

type Props = { quoted: Message | undefined; customerName: string; onRemove: () => void };

/** The message that the answer quotes, above the text, with a way to let go of it. */
export function QuoteBar({ quoted, customerName, onRemove }: Props) {
  const words = useWords();
  const text =
    quoted?.subject ?? quoted?.text ?? (quoted === undefined ? null : kindWord(quoted.kind, words));
  return (
    <div className={classes.bar} data-direction={quoted?.direction}>
      <div className={classes.content}>
        <span className={classes.who}>
          {quoted?.direction === "out"
            ? words("reply.toUs")
            : words("reply.toCustomer", { name: customerName })}
        </span>
        <span className={classes.text}>{text ?? words("reply.earlier")}</span>
      </div>
      <CloseButton aria-label={words("reply.remove")} title={words("reply.remove")} onClick={onRemove} />
    </div>
  );
}
