import { callRoute } from "../../api/call-route.ts";
import { useWords } from "../../ui/use-words.ts";
import { FilePicker } from "../template-dialog/FilePicker.tsx";
import { useUpload } from "../template-dialog/use-upload.ts";
import classes from "./TemplateEditor.module.css";
import type { TemplateEditing } from "./use-template-editor.ts";

type Props = { kind: "image" | "video" | "document"; editing: TemplateEditing };

/** The example of a header that is a file: it goes to WhatsApp at once, whose reviewers look at it. */
export function ExampleFile({ kind, editing }: Props) {
  const words = useWords();
  const { form, change, accountRef } = editing;
  const { state, choose } = useUpload(kind, async ({ id: uploadId }) => {
    const { handle } = await callRoute("uploadTemplateExample", { body: { accountRef, uploadId, kind } });
    change({ headerHandle: handle });
  });
  return (
    <>
      <FilePicker
        label={words("workbench.editor.exampleFile")}
        kind={kind}
        state={state}
        onChoose={(file) => void choose(file)}
      />
      <p className={classes.advice}>
        {words(form.headerHandle === "" ? "workbench.editor.exampleHint" : "workbench.editor.exampleReady")}
      </p>
    </>
  );
}
