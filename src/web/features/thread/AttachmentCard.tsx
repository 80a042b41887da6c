import { IconFileOff, IconHourglass } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import type { Message } from "#contract/messages.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./AttachmentCard.module.css";
import { FileCard, FilmPlayer, SoundPlayer } from "./lazy-kinds.ts";
import { MessagePart } from "./MessagePart.tsx";
import { isPicture } from "./picture-type.ts";

type Attachment = Message["attachments"][number];

const PictureViewer = lazy(async () => {
  const { PictureViewer: component } = await import("./PictureViewer.tsx");
  return { default: component };
});

type Props = { attachment: Attachment; message: Message };

/** A file of a message: a picture is shown and opens large, sound and film are played, anything else is a card. */
export function AttachmentCard({ attachment, message }: Props) {
  const words = useWords();
  const { url, type, state } = attachment;
  const name = attachment.name ?? words("thread.attachmentUnnamed");
  const look = lookOf(type, message.kind);
  if (url === null || state !== "stored") {
    const Icon = state === "unavailable" ? IconFileOff : IconHourglass;
    return (
      <span className={classes.waiting} data-look={state === "unavailable" ? undefined : look}>
        <Icon size={20} aria-hidden="true" />
        {words(state === "unavailable" ? "thread.attachmentUnavailable" : "thread.attachmentPending")}
      </span>
    );
  }
  if (isPicture(attachment)) {
    return message.kind === "sticker" ? (
      <img src={url} alt={words("kind.sticker")} loading="lazy" className={classes.sticker} />
    ) : (
      <Picture url={url} name={name} threadId={message.threadId} id={attachment.id} />
    );
  }
  const file = { ...attachment, url };
  return (
    <MessagePart message={message} height={heights[look]}>
      {look === "sound" && <SoundPlayer attachment={file} isVoice={isVoice(message.payload)} />}
      {look === "film" && <FilmPlayer attachment={file} />}
      {look !== "sound" && look !== "film" && <FileCard attachment={file} />}
    </MessagePart>
  );
}

/** How high the player or the card of a file is, with its margin. */
const heights = { sound: "3rem", film: "14.5rem", picture: "4rem", sticker: "9.5rem", file: "4rem" };

/** What a file is about to look like: its place is kept while it is fetched. */
function lookOf(type: string, kind: string): "sound" | "film" | "picture" | "sticker" | "file" {
  if (kind === "sticker") {
    return "sticker";
  }
  const [family] = type.split("/");
  return family === "audio" ? "sound" : family === "video" ? "film" : family === "image" ? "picture" : "file";
}

function isVoice(payload: unknown): boolean {
  return typeof payload === "object" && payload !== null && Reflect.get(payload, "voice") === true;
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
