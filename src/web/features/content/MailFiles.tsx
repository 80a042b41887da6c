import { ActionIcon, Button, Progress } from "@mantine/core";
import { IconFile, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { usePartOf } from "../../api/create-store.ts";
import { draftFor, useDraftsOf } from "../../api/drafts.ts";
import { type FileInHand, filesInHand } from "../../api/files-in-hand.ts";
import { formatSize } from "../../ui/format-size.ts";
import { useTime } from "../../ui/use-time.ts";
import type { Words } from "../../ui/use-words.ts";
import { focusComposer } from "../composer/focus-composer.ts";
import classes from "./MailFiles.module.css";
import { giveAgain, removeInHand, removeMailFile } from "./mail-files.ts";

/** The files that go along with the mail that is written; each can be taken out, or called off on its way. */
export function MailFiles({ threadId }: { threadId: string }) {
  const { words, language } = useTime();
  const { files } = draftFor(useDraftsOf(threadId), "email");
  const inHand = usePartOf(filesInHand, (all) => all[threadId]) ?? [];
  // What needs a hand stands where it is seen, however many there are.
  const stuck = inHand.filter(({ state }) => state !== "uploading");
  const going = inHand.filter(({ state }) => state === "uploading");
  const row = (one: FileInHand) => (
    <Row
      key={one.key}
      name={one.file.name}
      size={one.file.size}
      onRemove={() => removeInHand(threadId, one.key)}
    >
      {one.state === "uploading" && (
        <Progress
          className={classes.progress}
          value={one.share * 100}
          size="sm"
          aria-label={words("attach.uploading", { name: one.file.name })}
        />
      )}
      {one.state !== "uploading" && (
        <>
          <span className={classes.problem}>{reasonOf(one, words, language)}</span>
          {(one.state === "failed" || one.file.size > 0) && (
            <Button size="compact-sm" variant="default" onClick={() => giveAgain(threadId, one)}>
              {words("attach.again")}
            </Button>
          )}
        </>
      )}
    </Row>
  );
  return (
    <ul className={classes.list} aria-label={words("attach.ofMail")}>
      {stuck.map(row)}
      {files.map(({ id, name, size }) => (
        <Row
          key={id}
          name={name ?? words("attach.unnamed")}
          size={size}
          onRemove={() => removeMailFile(threadId, id)}
        />
      ))}
      {going.map(row)}
    </ul>
  );
}

type RowProps = { name: string; size: number | null; onRemove: () => void; children?: ReactNode };

function Row({ name, size, onRemove, children }: RowProps) {
  const { words, language } = useTime();
  const label = words("attach.remove", { name });
  return (
    <li className={classes.row}>
      <IconFile size={18} aria-hidden="true" className={classes.icon} />
      <span className={classes.facts}>
        <span className={classes.name} title={name}>
          {name}
        </span>
        {size !== null && <span className={classes.size}>{formatSize(size, language)}</span>}
        {children}
      </span>
      <ActionIcon
        className={classes.remove}
        variant="subtle"
        color="gray"
        size={28}
        aria-label={label}
        title={label}
        onClick={() => {
          onRemove();
          focusComposer();
        }}
      >
        <IconX size={16} aria-hidden="true" />
      </ActionIcon>
    </li>
  );
}

function reasonOf({ state, problem }: FileInHand, words: Words, language: string): string {
  if (state === "failed" || problem === null) {
    return words("attach.failed");
  }
  const { problem: kind, limit = 0 } = problem;
  return kind === "too-large"
    ? words("attach.mailLimit", { limit: formatSize(limit, language) })
    : words(`contentProblem.${kind}`, { field: words("contentField.file"), limit });
}
