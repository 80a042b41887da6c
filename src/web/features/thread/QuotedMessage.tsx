import type { Message } from "#contract/messages.ts";
import { kindWord } from "../../ui/kind-word.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./QuotedMessage.module.css";

type Props = {
  quoted: NonNullable<Message["quoted"]>;
  customerName: string;
  onShow: (id: string) => void;
};

/** What a message quotes, above its text; it leads to the quoted message. */
export function QuotedMessage({ quoted, customerName, onShow }: Props) {
  const words = useWords();
  return (
    <button
      type="button"
      className={classes.quote}
      title={words("reply.show")}
      onClick={() => onShow(quoted.id)}
    >
      <span className={classes.who}>{quoted.direction === "in" ? customerName : words("reply.you")}</span>
      <span className={classes.text}>
        {quoted.revoked === true ? kindWord("revoke", words) : (quoted.text ?? kindWord(quoted.kind, words))}
      </span>
    </button>
  );
}
