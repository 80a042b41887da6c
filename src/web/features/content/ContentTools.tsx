import { ActionIcon, Menu } from "@mantine/core";
import {
  IconAddressBook,
  IconListCheck,
  IconMapPin,
  IconMicrophone,
  IconPaperclip,
  IconPhoto,
} from "@tabler/icons-react";
import { lazy, Suspense, useRef, useState } from "react";
import { withContentWords, withMoreWords } from "../../text/i18n.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./ContentTools.module.css";
import { FilesInput } from "./FilesInput.tsx";
import { useGivenFiles } from "./use-given-files.ts";
import type { ContentTarget } from "./use-send-content.ts";

const FilesDialog = lazy(async () => {
  const { FilesDialog: component } = await withContentWords(import("./FilesDialog.tsx"));
  return { default: component };
});

const PlaceDialog = lazy(async () => {
  const { PlaceDialog: component } = await withContentWords(import("./PlaceDialog.tsx"));
  return { default: component };
});

const CardDialog = lazy(async () => {
  const { CardDialog: component } = await withContentWords(import("./CardDialog.tsx"));
  return { default: component };
});

const TapDialog = lazy(async () => {
  const { TapDialog: component } = await withContentWords(withMoreWords(import("./TapDialog.tsx")));
  return { default: component };
});

const VoiceRecorder = lazy(async () => {
  const { VoiceRecorder: component } = await withContentWords(import("../voice/VoiceRecorder.tsx"));
  return { default: component };
});

type Open = { kind: "files"; files: File[] } | { kind: "place" | "card" | "tap" | "voice" };

/** What can be sent beside text where the channel carries it: files, voice, a place, a card, something to tap. */
export function ContentTools({ target }: { target: ContentTarget }) {
  const words = useWords();
  const [open, setOpen] = useState<Open | null>(null);
  const inputRef = useRef<HTMLInputElement>(null);
  const giveFiles = (files: File[]): void => {
    if (files.length > 0) {
      setOpen({ kind: "files", files });
    }
  };
  const isDragging = useGivenFiles(open === null, giveFiles);
  const close = (): void => setOpen(null);
  return (
    <>
      <Menu position="top-start" withinPortal>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={36}
            aria-label={words("more.open")}
            title={words("more.open")}
            data-dragging={isDragging ? "true" : undefined}
            className={classes.attach}
          >
            <IconPaperclip size={20} aria-hidden="true" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPhoto size={18} aria-hidden="true" />}
            onClick={() => inputRef.current?.click()}
          >
            {words("more.files")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconMapPin size={18} aria-hidden="true" />}
            onClick={() => setOpen({ kind: "place" })}
          >
            {words("more.place")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconAddressBook size={18} aria-hidden="true" />}
            onClick={() => setOpen({ kind: "card" })}
          >
            {words("more.card")}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconListCheck size={18} aria-hidden="true" />}
            onClick={() => setOpen({ kind: "tap" })}
          >
            {words("more.tap")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={words("more.voice")}
        title={words("more.voice")}
        onClick={() => setOpen({ kind: "voice" })}
      >
        <IconMicrophone size={20} aria-hidden="true" />
      </ActionIcon>
      <FilesInput ref={inputRef} label={words("more.files")} onFiles={giveFiles} />
      <Suspense>
        {open?.kind === "files" && <FilesDialog target={target} given={open.files} onClose={close} />}
        {open?.kind === "place" && <PlaceDialog target={target} onClose={close} />}
        {open?.kind === "card" && <CardDialog target={target} onClose={close} />}
        {open?.kind === "tap" && <TapDialog target={target} onClose={close} />}
        {open?.kind === "voice" && <VoiceRecorder target={target} onClose={close} />}
      </Suspense>
    </>
  );
}
