import { IconMapPin, IconPaperclip } from "@tabler/icons-react";
import { Suspense } from "react";
import type { Message } from "#contract/messages.ts";
import { OfferLine, TemplateCards } from "./lazy-kinds.ts";
import classes from "./TemplateBubble.module.css";
import { TemplateButtons } from "./TemplateButtons.tsx";

type Props = {
  template: NonNullable<Message["template"]>;
  /** Where the files of its cards are. */
  attachments?: Message["attachments"];
};

/** A template as the customer sees it: header, offer, text, footer, buttons and cards. */
export function TemplateBubble({ template, attachments = [] }: Props) {
  const { header, media, place, body, footer, buttons, offer, cards } = template;
  return (
    <>
      {typeof media?.link === "string" && (
        <span className={classes.media}>
          <IconPaperclip size={16} aria-hidden="true" />
          <a href={media.link} target="_blank" rel="noreferrer">
            {media.name ?? media.link}
          </a>
        </span>
      )}
      {place !== undefined && (
        <span className={classes.media}>
          <IconMapPin size={16} aria-hidden="true" />
          <a href={mapOf(place)} target="_blank" rel="noreferrer">
            {[place.name, place.address].filter((text) => text !== "").join(" · ") ||
              `${place.latitude}, ${place.longitude}`}
          </a>
        </span>
      )}
      {header !== null && header !== "" && <strong className={classes.header}>{header}</strong>}
      {offer !== undefined && (
        <Suspense fallback={<span className={classes.offerPlace} />}>
          <OfferLine offer={offer} />
        </Suspense>
      )}
      <span className={classes.body}>{body}</span>
      {footer !== null && footer !== "" && <span className={classes.footer}>{footer}</span>}
      <TemplateButtons buttons={buttons} />
      {cards !== undefined && (
        <Suspense fallback={<span className={classes.cardsPlace} />}>
          <TemplateCards cards={cards} attachments={attachments} />
        </Suspense>
      )}
    </>
  );
}

type Place = NonNullable<NonNullable<Message["template"]>["place"]>;

function mapOf({ latitude, longitude }: Place): string {
  return `https://www.openstreetmap.org/?mlat=${encodeURIComponent(latitude)}&mlon=${encodeURIComponent(longitude)}`;
}
