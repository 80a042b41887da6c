import { Button, FileButton } from "@mantine/core";
import { IconUpload } from "@tabler/icons-react";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import classes from "./FieldInput.module.css";
import { accepted, type UploadState } from "./use-upload.ts";

type Props = {
  label: string;
  kind: "image" | "video" | "document";
  state: UploadState;
  onChoose: (file: File | null) => void;
};

/** Chooses a file and tells how far it is, or why WhatsApp would not take it. */
export function FilePicker({ label, kind, state, onChoose }: Props) {
  const words = useWords();
  return (
    <div className={classes.picker}>
      <FileButton onChange={onChoose} accept={accepted[kind]} inputProps={{ "aria-label": label }}>
        {(props) => (
          <Button
            {...props}
            variant="default"
            leftSection={<IconUpload size={16} />}
            loading={state.kind === "going"}
          >
            {label}
          </Button>
        )}
      </FileButton>
      <span role="status">
        {state.kind === "going" && `${state.name} · ${Math.round(state.share * 100)} %`}
        {state.kind === "done" && state.name}
        {state.kind === "unfit" && words(`filling.file.${state.problem}`)}
      </span>
      {state.kind === "failed" && <ErrorNote error={state.error} />}
    </div>
  );
}
