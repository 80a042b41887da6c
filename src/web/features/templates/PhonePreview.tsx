import { renderPreview } from "#domain/fill-template.ts";
import type { TemplateDraft } from "#domain/template-draft.ts";
import { useWords } from "../../ui/use-words.ts";
import { TemplateBubble } from "../thread/TemplateBubble.tsx";
import classes from "./TemplateEditor.module.css";
import type { TemplateForm } from "./template-form.ts";

/** The template as a customer will see it, filled with its examples. */
export function PhonePreview({ form, draft }: { form: TemplateForm; draft: TemplateDraft }) {
  const words = useWords();
  const rendered = renderPreview(draft, valuesOf(form));
  const isCode = form.category === "authentication";
  const { header } = rendered;
  return (
    <section className={classes.phone} aria-label={words("template.preview")}>
      <p className={classes.previewTitle}>{words("template.preview")}</p>
      <div className={classes.paper}>
        <div className={classes.bubble}>
          <TemplateBubble
            template={{
              name: draft.name,
              language: draft.language,
              category: draft.category,
              header:
                header === undefined
                  ? null
                  : header.kind === "text"
                    ? header.text
                    : `[${words(`template.media.${header.kind}`)}]`,
              body: isCode ? words("workbench.editor.authBody", { code: "123456" }) : rendered.body,
              footer: rendered.footer ?? null,
              buttons: rendered.buttons.map(({ kind, text, value }) => ({ type: kind, text, value })),
            }}
          />
        </div>
      </div>
    </section>
  );
}

function valuesOf({ examples }: TemplateForm) {
  const of = (part: "header" | "body") =>
    Object.fromEntries(
      Object.entries(examples)
        .filter(([key]) => key.startsWith(`${part}.`))
        .map(([key, value]) => [key.slice(part.length + 1), value]),
    );
  return { header: of("header"), body: of("body") };
}
