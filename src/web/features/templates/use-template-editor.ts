import { useMutation } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import type { TemplateDraftView, TemplateView } from "#contract/templates.ts";
import { type OtherTemplate, validateTemplate } from "#domain/validate-template.ts";
import { callRoute } from "../../api/call-route.ts";
import { readTemplate } from "../template-dialog/read-components.ts";
import { draftOf, emptyForm, formOf, type TemplateForm } from "./template-form.ts";

/** What is opened in the editor: something new, one more language, a change of a template, or a kept draft. */
export type Edited =
  | { kind: "new"; accountRef: string }
  | { kind: "language"; template: TemplateView }
  | { kind: "change"; template: TemplateView }
  | { kind: "draft"; draft: TemplateDraftView };

/** The form of the editor with what Meta's rules say of it, and how it is kept and handed in. */
export function useTemplateEditor(
  edited: Edited,
  templates: readonly TemplateView[],
  onSubmitted: () => void,
) {
  const [form, setForm] = useState(() => startOf(edited));
  const [accountRef, setAccountRef] = useState(() => accountOf(edited));
  const [kept, setKept] = useState<TemplateDraftView | null>(edited.kind === "draft" ? edited.draft : null);
  const templateId = kept?.templateId ?? (edited.kind === "change" ? edited.template.id : null);
  const template = templates.find(({ id }) => id === templateId) ?? null;
  const others = useMemo(() => othersOf(templates), [templates]);
  const draft = useMemo(() => draftOf(form), [form]);
  const problems = useMemo(() => validateTemplate(draft, others), [draft, others]);
  const save = useMutation({
    async mutationFn(): Promise<TemplateDraftView> {
      const { components, ...content } = draft;
      const body = { ...content, components: components.map((component) => ({ ...component })) };
      const saved =
        kept === null
          ? await callRoute("createTemplateDraft", { body: { ...body, accountRef, templateId } })
          : await callRoute("updateTemplateDraft", {
              params: { id: kept.id },
              body: { ...body, version: kept.version },
            });
      setKept(saved);
      return saved;
    },
  });
  const submit = useMutation({
    async mutationFn() {
      const { id } = await save.mutateAsync();
      return callRoute("submitTemplateDraft", { params: { id } });
    },
    onSuccess: onSubmitted,
  });
  return {
    form,
    draft,
    problems,
    accountRef,
    setAccountRef,
    /** Name and language are Meta's key: they never change. */
    isFixed: templateId !== null,
    isCategoryFixed: template?.status === "approved",
    isNew: kept === null && edited.kind !== "change",
    refusal: kept?.refusal ?? null,
    save,
    submit,
    change(part: Partial<TemplateForm>) {
      submit.reset();
      save.reset();
      // What WhatsApp said was about the text as it was.
      setKept((before) => (before === null ? null : { ...before, refusal: null }));
      setForm((before) => ({ ...before, ...part }));
    },
  };
}

export type TemplateEditing = ReturnType<typeof useTemplateEditor>;

function startOf(edited: Edited): TemplateForm {
  switch (edited.kind) {
    case "new":
      return emptyForm;
    case "language":
      return { ...formOf(edited.template), language: "" };
    case "change":
      return formOf(edited.template);
    case "draft":
      return formOf(edited.draft);
    default:
      return edited satisfies never;
  }
}

function accountOf(edited: Edited): string {
  switch (edited.kind) {
    case "new":
      return edited.accountRef;
    case "draft":
      return edited.draft.accountRef;
    default:
      return edited.template.accountRef;
  }
}

function othersOf(templates: readonly TemplateView[]): OtherTemplate[] {
  return templates.map((view) => ({ name: view.name, components: readTemplate(view).components }));
}
