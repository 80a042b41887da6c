import { IconFile, IconFileOff, IconHourglass } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { Message } from "#contract/messages.ts";
import { formatSize } from "../../ui/format-size.ts";
import { useLanguage, useWords } from "../../ui/use-words.ts";
import classes from "./AttachmentCard.module.css";
import { isPicture } from "./picture-type.ts";

type Attachment = Message["attachments"][number];

const PictureViewer = lazy(async () => {
  const { PictureViewer: component } = await import("./PictureViewer.tsx");
  return { default: component };
});

type Props = { attachment: Attachment; threadId: string };

/** A file of a message: a picture is shown and opens large, sound and film are played, anything else is a card. */
export function AttachmentCard({ attachment, threadId }: Props) {
  const words = useWords();
  const language = useLanguage();
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
  if (isPicture(attachment)) {
    return <Picture url={url} name={name} threadId={threadId} id={attachment.id} />;
  }
  if (type.startsWith("audio/")) {
    return (
      <audio controls preload="none" src={url} aria-label={name} className={classes.audio}>
        <track kind="captions" />
      </audio>
    );
  }
  if (type.startsWith("video/")) {
    return (
      <video controls preload="metadata" src={url} aria-label={name} className={classes.video}>
        <track kind="captions" />
      </video>
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
      {size !== null && <span className={classes.size}>{formatSize(size, language)}</span>}
    </a>
  );
}

function Picture({ url, name, threadId, id }: { url: string; name: string; threadId: string; id: string }) {
  const words = useWords();
  const [isLarge, setIsLarge] = useState(false);
  const label = words("thread.picture", { name });
  return (
    <>
      <button
        type="button"
        className={classes.picture}
        title={words("picture.open")}
        onClick={() => setIsLarge(true)}
      >
        <img src={url} alt={label} loading="lazy" />
      </button>
      <Suspense>
        {isLarge && <PictureViewer threadId={threadId} pictureId={id} onClose={() => setIsLarge(false)} />}
      </Suspense>
    </>
  );
}
