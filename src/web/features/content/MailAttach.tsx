import { ActionIcon } from "@mantine/core";
import { IconPaperclip } from "@tabler/icons-react";
import { useRef } from "react";
import { useWords } from "../../ui/use-words.ts";
import classes from "./ContentTools.module.css";
import { FilesInput } from "./FilesInput.tsx";
import { giveMailFiles } from "./mail-files.ts";
import { useGivenFiles } from "./use-given-files.ts";

/** Takes files for the mail that is written: chosen, dropped anywhere on the page, or pasted. */
export function MailAttach({ threadId }: { threadId: string }) {
  const words = useWords();
  const inputRef = useRef<HTMLInputElement>(null);
  const give = (files: File[]): void => giveMailFiles(threadId, files);
  const isDragging = useGivenFiles(true, give);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={words("attach.toMail")}
        title={words("attach.toMail")}
        data-dragging={isDragging ? "true" : undefined}
        className={classes.attach}
        onClick={() => inputRef.current?.click()}
      >
        <IconPaperclip size={20} aria-hidden="true" />
      </ActionIcon>
      <FilesInput ref={inputRef} label={words("attach.toMail")} onFiles={give} />
    </>
  );
}
