import { ActionIcon, Button, Progress, SegmentedControl } from "@mantine/core";
import { IconFile, IconX } from "@tabler/icons-react";
import { formatSize } from "../../ui/format-size.ts";
import { kindWord } from "../../ui/kind-word.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./FilesDialog.module.css";
import { type GivenFile, kindOf } from "./use-file-list.ts";

type Props = {
  given: GivenFile;
  problem: string | null;
  onDocument: (asDocument: boolean) => void;
  onAgain: () => void;
  onRemove: () => void;
};

/** One file: what it looks like, how it goes, how far its upload is, and the way to take it out. */
export function FileRow({ given, problem, onDocument, onAgain, onRemove }: Props) {
  const { words, language } = useTime();
  const { file, state, share } = given;
  const shownKind = kindOf({ ...given, asDocument: false });
  return (
    <li className={classes.row}>
      <Preview given={given} />
      <div className={classes.facts}>
        <span className={classes.name}>{file.name}</span>
        <span className={classes.size}>
          {formatSize(file.size, language)} · {kindWord(kindOf(given), words)}
        </span>
        {state === "uploading" && (
          <Progress
            value={share * 100}
            size="sm"
            aria-label={words("attach.uploading", { name: file.name })}
          />
        )}
        {state === "uploaded" && problem === null && (
          <span className={classes.size}>{words("attach.uploaded")}</span>
        )}
        {state === "failed" && (
          <Button size="compact-sm" variant="default" onClick={onAgain}>
            {words("attach.again")}
          </Button>
        )}
        {problem !== null && <span className={classes.problem}>{problem}</span>}
        {(shownKind === "image" || shownKind === "video") && (
          <SegmentedControl
            size="xs"
            aria-label={words("attach.as")}
            value={given.asDocument ? "document" : shownKind}
            data={[
              { value: shownKind, label: kindWord(shownKind, words) },
              { value: "document", label: words("attach.asDocument") },
            ]}
            onChange={(value) => onDocument(value === "document")}
          />
        )}
      </div>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={words("attach.remove", { name: file.name })}
        title={words("attach.remove", { name: file.name })}
        onClick={onRemove}
      >
        <IconX size={18} aria-hidden="true" />
      </ActionIcon>
    </li>
  );
}

function Preview({ given }: { given: GivenFile }) {
  const { previewUrl, file } = given;
  switch (kindOf(given)) {
    case "image":
      return <img className={classes.preview} src={previewUrl} alt={file.name} />;
    case "video":
      return (
        <video className={classes.preview} src={previewUrl} aria-label={file.name} muted>
          <track kind="captions" />
        </video>
      );
    default:
      return (
        <span className={classes.preview}>
          <IconFile size={28} aria-hidden="true" />
        </span>
      );
  }
}
