import { TextInput } from "@mantine/core";
import { ourFile } from "#domain/fill-problems.ts";
import { useWords } from "../../ui/use-words.ts";
import { FilePicker } from "./FilePicker.tsx";
import { useUpload } from "./use-upload.ts";

type Props = {
  kind: "image" | "video" | "document";
  label: string;
  value: string;
  error: string | undefined;
  onChange: (value: string) => void;
};

/** The picture, video or document of a header: a file of one's own, or a link that WhatsApp fetches. */
export function MediaField({ kind, label, value, error, onChange }: Props) {
  const words = useWords();
  const { state, choose } = useUpload(kind, ({ id }) => onChange(id));
  return (
    <>
      <FilePicker
        label={words(`filling.choose.${kind}`)}
        kind={kind}
        state={state}
        onChoose={(file) => void choose(file)}
      />
      <TextInput
        label={label}
        autoComplete="off"
        value={ourFile.test(value) ? "" : value}
        error={error}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </>
  );
}
