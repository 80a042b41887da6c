import { ActionIcon } from "@mantine/core";
import {
  IconChevronLeft,
  IconChevronRight,
  IconDownload,
  IconZoomIn,
  IconZoomOut,
} from "@tabler/icons-react";
import { type KeyboardEvent, useState } from "react";
import { useMessages } from "../../api/use-messages.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { keyboardScrollable } from "../../ui/keyboard-scrollable.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./PictureViewer.module.css";
import { isPicture } from "./picture-type.ts";

type Props = { threadId: string; pictureId: string; onClose: () => void };

const zooms = [1, 1.5, 2, 3, 4] as const;

/** One picture of the thread over everything else, with zoom; arrows lead to the thread's other pictures. */
export function PictureViewer({ threadId, pictureId, onClose }: Props) {
  const words = useWords();
  const { messages } = useMessages(threadId);
  const pictures = messages.flatMap(({ attachments }) => attachments.filter(isPicture));
  const [shownId, setShownId] = useState(pictureId);
  const [zoomIndex, setZoomIndex] = useState(0);
  const index = pictures.findIndex(({ id }) => id === shownId);
  const picture = pictures[index];
  if (picture === undefined || picture.url === null) {
    return null;
  }
  const name = picture.name ?? words("thread.attachmentUnnamed");
  const go = (step: number): void => {
    const next = pictures[index + step];
    if (next !== undefined) {
      setShownId(next.id);
      setZoomIndex(0);
    }
  };
  const zoom = (step: number): void =>
    setZoomIndex((before) => Math.min(zooms.length - 1, Math.max(0, before + step)));
  const handleKeyDown = (event: KeyboardEvent): void => {
    switch (event.key) {
      case "ArrowLeft":
      case "ArrowRight":
        if (zoomIndex === 0) {
          go(event.key === "ArrowLeft" ? -1 : 1);
        }
        return;
      case "+":
        zoom(1);
        return;
      case "-":
        zoom(-1);
        return;
      default:
    }
  };
  const scale = zooms[zoomIndex] ?? 1;
  return (
    <Dialog opened fullScreen onClose={onClose} title={name} onKeyDown={handleKeyDown}>
      <div className={classes.tools}>
        <Tool label={words("picture.previous")} isOff={index === 0} onClick={() => go(-1)}>
          <IconChevronLeft size={22} aria-hidden="true" />
        </Tool>
        <span className={classes.count}>
          {words("picture.count", { index: index + 1, count: pictures.length })}
        </span>
        <Tool label={words("picture.next")} isOff={index === pictures.length - 1} onClick={() => go(1)}>
          <IconChevronRight size={22} aria-hidden="true" />
        </Tool>
        <Tool label={words("picture.smaller")} isOff={zoomIndex === 0} onClick={() => zoom(-1)}>
          <IconZoomOut size={22} aria-hidden="true" />
        </Tool>
        <span className={classes.count} role="status">
          {Math.round(scale * 100)} %
        </span>
        <Tool label={words("picture.larger")} isOff={zoomIndex === zooms.length - 1} onClick={() => zoom(1)}>
          <IconZoomIn size={22} aria-hidden="true" />
        </Tool>
        <ActionIcon
          component="a"
          href={picture.url}
          download={name}
          variant="subtle"
          color="gray"
          size={44}
          aria-label={words("picture.download")}
          title={words("picture.download")}
        >
          <IconDownload size={22} aria-hidden="true" />
        </ActionIcon>
      </div>
      <div className={classes.stage} {...keyboardScrollable}>
        <button
          type="button"
          className={classes.toggle}
          aria-label={words(zoomIndex === 0 ? "picture.larger" : "picture.whole")}
          data-zoomed={zoomIndex === 0 ? undefined : "true"}
          style={{ width: `${scale * 100}%`, height: `${scale * 100}%` }}
          onClick={() => setZoomIndex(zoomIndex === 0 ? 2 : 0)}
        >
          <img src={picture.url} alt={words("thread.picture", { name })} className={classes.picture} />
        </button>
      </div>
    </Dialog>
  );
}

type ToolProps = { label: string; isOff: boolean; onClick: () => void; children: React.ReactNode };

function Tool({ label, isOff, onClick, children }: ToolProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={44}
      aria-label={label}
      title={label}
      disabled={isOff}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}
