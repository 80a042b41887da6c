import { IconCopy, IconExternalLink, IconMessageReply, IconPhone } from "@tabler/icons-react";
import type { Message } from "#contract/messages.ts";
import classes from "./TemplateBubble.module.css";

const icons: Record<string, typeof IconPhone> = {
  url: IconExternalLink,
  phone: IconPhone,
  phone_number: IconPhone,
  code: IconCopy,
  copy_code: IconCopy,
};

/** What can be tapped under a template, or under one of its cards. */
export function TemplateButtons({ buttons }: { buttons: NonNullable<Message["template"]>["buttons"] }) {
  if (buttons.length === 0) {
    return null;
  }
  return (
    <span className={classes.buttons}>
      {buttons.map(({ type, text, value }) => {
        const Icon = icons[type.toLowerCase()] ?? IconMessageReply;
        return (
          <span key={`${type} ${text}`} className={classes.button} title={value ?? undefined}>
            <Icon size={14} aria-hidden="true" />
            {text || value}
          </span>
        );
      })}
    </span>
  );
}
