import { IconFile, IconFileOff, IconHourglass } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import type { Message } from "#contract/messages.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./AttachmentCard.module.css";

type Attachment = Message["attachments"][number];

/** A file of a message: a picture is shown, anything else is a card that opens it. */
export function AttachmentCard({ attachment }: { attachment: Attachment }) {
  const words = useWords();
  const { i18n } = useTranslation();
  const { url, type, size, state } = attachment;
  const name = attachment.name ?? words("thread.attachmentUnnamed");
  if (url === null || state !== "stored") {
    const Icon = state === "unavailable" ? IconFileOff : IconHourglass;
    return (
      <span className={classes.card}>
        <Icon size={20} aria-hidden="true" />
        {words(state === "unavailable" ? "thread.attachmentUnavailable" : "thread.attachmentPending")}
      </span>
    );
  }
  if (/^image\/(jpeg|png|webp|gif)$/.test(type)) {
    return (
      <a href={url} target="_blank" rel="noreferrer" className={classes.picture}>
        <img src={url} alt={words("thread.picture", { name })} loading="lazy" />
      </a>
    );
  }
  return (
    <a
      href={url}
      target="_blank"
      rel="noreferrer"
      className={classes.card}
      aria-label={words("thread.attachmentDownload", { name })}
    >
      <IconFile size={20} aria-hidden="true" />
      <span className={classes.name}>{name}</span>
      {size !== null && <span className={classes.size}>{formatSize(size, i18n.language)}</span>}
    </a>
  );
}

function formatSize(bytes: number, language: string): string {
  const [value, unit] = bytes < 1_000_000 ? [bytes / 1_000, "kilobyte"] : [bytes / 1_000_000, "megabyte"];
  return new Intl.NumberFormat(language, { style: "unit", unit, maximumFractionDigits: 1 }).format(value);
}
