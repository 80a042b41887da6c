import {
  IconCopy,
  IconExternalLink,
  IconMapPin,
  IconMessageReply,
  IconPaperclip,
  IconPhone,
} from "@tabler/icons-react";
import type { Message } from "#contract/messages.ts";
import classes from "./TemplateBubble.module.css";

const icons: Record<string, typeof IconPhone> = {
  url: IconExternalLink,
  phone: IconPhone,
  phone_number: IconPhone,
  code: IconCopy,
  copy_code: IconCopy,
};

/** A template as the customer sees it: header, text, footer and buttons. */
export function TemplateBubble({ template }: { template: NonNullable<Message["template"]> }) {
  const { header, media, place, body, footer, buttons } = template;
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
      <span className={classes.body}>{body}</span>
      {footer !== null && footer !== "" && <span className={classes.footer}>{footer}</span>}
      {buttons.length > 0 && (
        <span className={classes.buttons}>
          {buttons.map(({ type, text, value }) => {
            const Icon = icons[type.toLowerCase()] ?? IconMessageReply;
            return (
              <span key={`${type} ${text}`} className={classes.button} title={value ?? undefined}>
                <Icon size={14} aria-hidden="true" />
                {text}
              </span>
            );
          })}
        </span>
      )}
    </>
  );
}

type Place = NonNullable<NonNullable<Message["template"]>["place"]>;

function mapOf({ latitude, longitude }: Place): string {
  return `https://www.openstreetmap.org/?mlat=${encodeURIComponent(latitude)}&mlon=${encodeURIComponent(longitude)}`;
}
