import { Button } from "@mantine/core";
import type { FormEvent } from "react";
import type { TemplateView } from "#contract/templates.ts";
import { maySubmit } from "#domain/validate-template.ts";
import { codeOf } from "../../api/api-error.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import { AuthenticationPart } from "./AuthenticationPart.tsx";
import { BasicsPart } from "./BasicsPart.tsx";
import { ButtonsPart } from "./ButtonsPart.tsx";
import { HeaderPart } from "./HeaderPart.tsx";
import { PhonePreview } from "./PhonePreview.tsx";
import { problemsAt } from "./problem-text.ts";
import { RefusalNote, refusedOf } from "./RefusalNote.tsx";
import classes from "./TemplateEditor.module.css";
import { TextPart } from "./TextPart.tsx";
import { type Edited, useTemplateEditor } from "./use-template-editor.ts";

type Props = { edited: Edited; templates: readonly TemplateView[]; onClose: () => void };

/** Writes a template beside its bubble; every rule of WhatsApp's is told in words while it is typed. */
export function TemplateEditor({ edited, templates, onClose }: Props) {
  const words = useWords();
  const editing = useTemplateEditor(edited, templates, onClose);
  const { form, draft, problems, save, submit, isNew } = editing;
  const problemAt = problemsAt(problems, words, refusedOf(editing.refusal, submit.error));
  const errors = problems.filter(({ isAdvice }) => isAdvice !== true);
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    submit.mutate();
  };
  const isPending = save.isPending || submit.isPending;
  const isCode = form.category === "authentication";
  return (
    <Dialog
      opened
      onClose={onClose}
      size="72rem"
      title={words(isNew ? "workbench.editor.title" : "workbench.editor.titleEdit", { name: form.name })}
    >
      <form onSubmit={handleSubmit}>
        <div className={classes.panes}>
          <div className={classes.form}>
            <BasicsPart editing={editing} problemAt={problemAt} />
            {isCode ? (
              <AuthenticationPart editing={editing} problemAt={problemAt} />
            ) : (
              <>
                <HeaderPart editing={editing} problemAt={problemAt} />
                <TextPart editing={editing} problemAt={problemAt} />
                <ButtonsPart editing={editing} problemAt={problemAt} />
              </>
            )}
          </div>
          <PhonePreview form={form} draft={draft} />
        </div>
        <RefusalNote refusal={editing.refusal} error={submit.error} />
        {save.isError && !submit.isError && <ErrorNote error={save.error} />}
        {submit.isError && !toldElsewhere.has(codeOf(submit.error)) && <ErrorNote error={submit.error} />}
        <div className={classes.end}>
          <span className={classes.state} role="status">
            {errors.length === 0
              ? words("workbench.editor.ready")
              : words("workbench.editor.problems", { count: errors.length })}
          </span>
          <Button
            variant="default"
            loading={save.isPending && !submit.isPending}
            disabled={isPending}
            onClick={() => save.mutate()}
          >
            {words("workbench.editor.save")}
          </Button>
          <Button type="submit" loading={submit.isPending} disabled={isPending || !maySubmit(problems)}>
            {words("workbench.editor.submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** What WhatsApp had against it is told with its own sentence. */
const toldElsewhere = new Set(["TEMPLATE_REFUSED", "TEMPLATE_LOCKED"]);
