import { IconFile } from "@tabler/icons-react";
import type { Message } from "#contract/messages.ts";
import type { Interactive } from "#domain/content.ts";
import { useWords } from "../../ui/use-words.ts";
import { InteractiveBubble } from "../thread/InteractiveBubble.tsx";
import classes from "./TapDialog.module.css";

type Props = { interactive: Interactive; file: Message["attachments"][number] | null };

/** The message as the customer will see it. */
export function TapPreview({ interactive, file }: Props) {
  const words = useWords();
  return (
    <section className={classes.preview} aria-label={words("tap.preview")}>
      <h3 className={classes.previewTitle}>{words("tap.preview")}</h3>
      <div className={classes.bubble}>
        {file !== null && <HeaderFile interactive={interactive} file={file} />}
        <InteractiveBubble interactive={interactive} />
      </div>
    </section>
  );
}

function HeaderFile({ interactive, file }: { interactive: Interactive; file: NonNullable<Props["file"]> }) {
  const kind = "header" in interactive ? interactive.header?.type : undefined;
  const name = file.name ?? "";
  switch (kind) {
    case "image":
      return <img className={classes.headerFile} src={file.url ?? ""} alt={name} />;
    case "video":
      return (
        <video className={classes.headerFile} src={file.url ?? ""} aria-label={name} controls muted>
          <track kind="captions" />
        </video>
      );
    case "document":
      return (
        <span className={classes.headerDocument}>
          <IconFile size={18} aria-hidden="true" />
          {name}
        </span>
      );
    default:
      return null;
  }
}
