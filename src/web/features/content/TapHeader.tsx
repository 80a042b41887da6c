import { Select, TextInput } from "@mantine/core";
import { kindWord } from "../../ui/kind-word.ts";
import { useWords } from "../../ui/use-words.ts";
import { FilePicker } from "../template-dialog/FilePicker.tsx";
import { givenFiles, useUpload } from "../template-dialog/use-upload.ts";
import { headerKinds, type Tap } from "./tap.ts";

type Props = { tap: Tap; onChange: (to: Partial<Tap>) => void };

/** What stands above the text: a line, or a picture, film or document; above a list a line alone. */
export function TapHeader({ tap, onChange }: Props) {
  const words = useWords();
  const takesFile = tap.kind !== "list";
  const { headerKind } = tap;
  return (
    <>
      {takesFile && (
        <Select
          label={words("tap.headerKind")}
          value={headerKind}
          allowDeselect={false}
          data={headerKinds.map((value) => ({ value, label: kindWord(value, words) }))}
          onChange={(value) =>
            onChange({ headerKind: headerKinds.find((kind) => kind === value) ?? headerKind, file: null })
          }
        />
      )}
      {takesFile && headerKind !== "text" ? (
        <HeaderFile key={headerKind} kind={headerKind} onChange={onChange} />
      ) : (
        <TextInput
          label={words("tap.header")}
          value={tap.header}
          onChange={(event) => onChange({ header: event.currentTarget.value })}
        />
      )}
    </>
  );
}

type FileProps = { kind: "image" | "video" | "document"; onChange: Props["onChange"] };

function HeaderFile({ kind, onChange }: FileProps) {
  const words = useWords();
  const { state, choose } = useUpload(kind, ({ id }) => onChange({ file: givenFiles.get(id) ?? null }));
  const handleChoose = (file: File | null): void => {
    if (file !== null) {
      onChange({ file: null });
      void choose(file);
    }
  };
  return (
    <FilePicker label={words(`filling.choose.${kind}`)} kind={kind} state={state} onChoose={handleChoose} />
  );
}
