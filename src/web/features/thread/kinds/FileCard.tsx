import { IconDownload, IconFile, IconFileSpreadsheet, IconFileText, IconFileZip } from "@tabler/icons-react";
import type { Message } from "#contract/messages.ts";
import { formatSize } from "../../../ui/format-size.ts";
import { useLanguage, useWords } from "../../../ui/use-words.ts";
import classes from "./FileCard.module.css";

type Props = { attachment: Message["attachments"][number] & { url: string } };

/** A file that is not shown here: what it is called, what it is, how large it is, and a way to have it. */
export function FileCard({ attachment: { url, name, type, size } }: Props) {
  const words = useWords();
  const language = useLanguage();
  const shownName = name ?? words("thread.attachmentUnnamed");
  const Icon = signs[signOf(type)];
  const facts = [endingOf(name, type), size === null ? null : formatSize(size, language)];
  return (
    <a
      href={url}
      download={shownName}
      className={classes.card}
      aria-label={words("thread.attachmentDownload", { name: shownName })}
    >
      <Icon size={26} className={classes.sign} aria-hidden="true" />
      <span className={classes.words}>
        <span className={classes.name}>{shownName}</span>
        <span className={classes.facts}>{facts.filter((fact) => fact !== null).join(" · ")}</span>
      </span>
      <IconDownload size={18} className={classes.get} aria-hidden="true" />
    </a>
  );
}

const signs = { text: IconFileText, table: IconFileSpreadsheet, archive: IconFileZip, other: IconFile };

function signOf(type: string): keyof typeof signs {
  if (/pdf|word|text|rtf/.test(type)) {
    return "text";
  }
  if (/sheet|excel|csv/.test(type)) {
    return "table";
  }
  return /zip|compressed|tar|rar/.test(type) ? "archive" : "other";
}

/** "PDF": the ending of the name, else what the type says. */
function endingOf(name: string | null, type: string): string | null {
  const ending = /\.([A-Za-z0-9]{1,5})$/.exec(name ?? "")?.[1] ?? /\/([a-z0-9]{1,5})$/.exec(type)?.[1];
  return ending === undefined ? null : ending.toUpperCase();
}
