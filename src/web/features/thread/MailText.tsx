import { useMemo } from "react";
import { useWords } from "../../ui/use-words.ts";
import classes from "./MailText.module.css";
import { splitQuote } from "./split-quote.ts";

/** The text of a mail; the older mails that it quotes are folded away, never left out. */
export function MailText({ text }: { text: string }) {
  const words = useWords();
  const { own, quoted } = useMemo(() => splitQuote(text), [text]);
  return (
    <>
      <span className={classes.text}>{own}</span>
      {quoted !== "" && (
        <details className={classes.quoted}>
          <summary className={classes.summary}>{words("thread.quotedMail")}</summary>
          <span className={classes.old}>{quoted}</span>
        </details>
      )}
    </>
  );
}
