import { IconPaperclip } from "@tabler/icons-react";
import type { Message } from "#contract/messages.ts";
import { keyboardScrollable } from "../../../ui/keyboard-scrollable.ts";
import { kindWord } from "../../../ui/kind-word.ts";
import { useWords } from "../../../ui/use-words.ts";
import { TemplateButtons } from "../TemplateButtons.tsx";
import { FilmPlayer } from "./FilmPlayer.tsx";
import classes from "./TemplateCards.module.css";

type Card = NonNullable<NonNullable<Message["template"]>["cards"]>[number];
type Props = { cards: readonly Card[]; attachments: Message["attachments"] };

/** The cards of a carousel side by side, each with its picture or film, its text and its buttons. */
export function TemplateCards({ cards, attachments }: Props) {
  const words = useWords();
  return (
    <section className={classes.scroller} aria-label={words("filling.cards")} {...keyboardScrollable}>
      <ol className={classes.cards}>
        {cards.map((card, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a card is told by its place alone
          <li key={index} className={classes.card} aria-label={words("filling.card", { number: index + 1 })}>
            {card.media !== undefined && <Medium media={card.media} attachments={attachments} />}
            {card.body !== "" && <span className={classes.body}>{card.body}</span>}
            <TemplateButtons buttons={card.buttons} />
          </li>
        ))}
      </ol>
    </section>
  );
}

/** Nothing is fetched from elsewhere: what stands behind a link is opened by a click alone. */
function Medium({ media, attachments }: { media: NonNullable<Card["media"]> } & Pick<Props, "attachments">) {
  const words = useWords();
  const { kind, link, attachmentId } = media;
  const file = attachments.find(({ id }) => id === attachmentId);
  const name = file?.name ?? kindWord(kind, words);
  if (file?.url != null) {
    return kind === "video" ? (
      <FilmPlayer attachment={{ ...file, url: file.url }} />
    ) : (
      <img src={file.url} alt={name} loading="lazy" className={classes.picture} />
    );
  }
  return (
    <span className={classes.picture}>
      <IconPaperclip size={16} aria-hidden="true" />
      {link === null ? (
        name
      ) : (
        <a href={link} target="_blank" rel="noreferrer">
          {link}
        </a>
      )}
    </span>
  );
}
