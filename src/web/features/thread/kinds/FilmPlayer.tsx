import { IconDownload } from "@tabler/icons-react";
import { useState } from "react";
import type { Message } from "#contract/messages.ts";
import { useWords } from "../../../ui/use-words.ts";
import classes from "./FilmPlayer.module.css";
import { playAlone } from "./one-at-a-time.ts";

type Props = { attachment: Message["attachments"][number] & { url: string } };

/** A film with the browser's own controls; one that it can't play can still be had. */
export function FilmPlayer({ attachment: { url, name } }: Props) {
  const words = useWords();
  const [isBroken, setIsBroken] = useState(false);
  const label = name ?? words("kind.video");
  if (isBroken) {
    return (
      <a href={url} download={name ?? ""} className={classes.broken}>
        <IconDownload size={18} aria-hidden="true" />
        {words("bubble.cantPlay", { name: label })}
      </a>
    );
  }
  return (
    <video
      controls
      preload="metadata"
      src={url}
      aria-label={label}
      className={classes.film}
      onPlay={(event) => void playAlone(event.currentTarget)}
      onError={() => setIsBroken(true)}
    >
      <track kind="captions" />
    </video>
  );
}
