import { NativeSelect } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { FieldSources, TemplateView } from "#contract/templates.ts";
import type { Field } from "#domain/template.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import classes from "./FieldInput.module.css";
import { fieldKey, type Typed, textOf } from "./field-values.ts";

type Props = {
  template: TemplateView;
  fields: readonly Field[];
  labelOf: (field: Field) => string;
  typed: Typed;
};

const kinds = [
  "customerFirstName",
  "customerName",
  "customerPhone",
  "customerEmail",
  "agentName",
  "workspaceName",
  "text",
] as const;

/** A file is chosen anew each time; the place of a business stays where it is. */
const remembered = new Set<Field["kind"]>(["text", "payload", "code", "coordinate"]);

function withSources(
  one: TemplateView,
  { accountRef, name }: TemplateView,
  sources: FieldSources,
): TemplateView {
  return one.accountRef === accountRef && one.name === name ? { ...one, sources } : one;
}

/** What each field is filled from the next time, for the whole team and all languages of the template. */
export function SourcesForm({ template, fields, labelOf, typed }: Props) {
  const words = useWords();
  const queryClient = useQueryClient();
  const { sources } = template;
  const put = useMutation({
    mutationFn: (changed: FieldSources) =>
      callRoute("putTemplateSources", { params: { id: template.id }, body: { sources: changed } }),
    // At once, in all languages of the template: whoever chooses it again in a moment finds its fields filled so.
    onMutate: async (changed) => {
      await queryClient.cancelQueries({ queryKey: queryKeys.templates });
      queryClient.setQueryData<{ items: TemplateView[]; nextCursor: string | null }>(
        queryKeys.templates,
        (before) =>
          before && { ...before, items: before.items.map((one) => withSources(one, template, changed)) },
      );
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.templates }),
  });
  const texts = fields.filter(({ kind }) => remembered.has(kind));
  if (texts.length === 0) {
    return null;
  }
  const choose = (field: Field, value: string): void => {
    const key = fieldKey(field);
    const { [key]: _, ...others } = sources;
    const kind = kinds.find((one) => one === value);
    if (kind === undefined) {
      put.mutate(others);
      return;
    }
    const source = kind === "text" ? { kind, text: textOf(typed[key] ?? "") } : { kind };
    put.mutate({ ...others, [key]: source });
  };
  return (
    <details>
      <summary>{words("filling.remember")}</summary>
      <div className={classes.sources}>
        {texts.map((field) => (
          <NativeSelect
            key={fieldKey(field)}
            size="xs"
            label={`${labelOf(field)}: ${words("filling.source")}`}
            value={sources[fieldKey(field)]?.kind ?? ""}
            onChange={(event) => choose(field, event.currentTarget.value)}
            data={[
              { value: "", label: words("filling.sources.none") },
              ...kinds.map((value) => ({ value, label: words(`filling.sources.${value}`) })),
            ]}
          />
        ))}
        {put.isError && <ErrorNote error={put.error} />}
      </div>
    </details>
  );
}
