import { NativeSelect, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { templateLanguages } from "#domain/template-languages.ts";
import { templateCategories } from "#domain/validate-template.ts";
import { useChannels } from "../../api/use-channels.ts";
import { categoryWord } from "../../ui/category-word.ts";
import { useLanguage, useWords } from "../../ui/use-words.ts";
import type { ProblemAt } from "./problem-text.ts";
import classes from "./TemplateEditor.module.css";
import type { TemplateEditing } from "./use-template-editor.ts";

type Props = { editing: TemplateEditing; problemAt: ProblemAt };

/** Name, language, category, kind of fields and time to live. */
export function BasicsPart({ editing, problemAt }: Props) {
  const words = useWords();
  const language = useLanguage();
  const { form, change, isFixed, isCategoryFixed, accountRef, setAccountRef } = editing;
  const accounts = accountsOf(useChannels());
  const languages = useMemo(() => {
    const names = new Intl.DisplayNames(language, { type: "language" });
    return templateLanguages
      .map((value) => ({ value, label: `${names.of(value.replace("_", "-")) ?? value} (${value})` }))
      .toSorted((one, other) => one.label.localeCompare(other.label, language));
  }, [language]);
  return (
    <fieldset className={classes.part}>
      <legend className={classes.legend}>{words("workbench.editor.basics")}</legend>
      {!isFixed && accounts.length > 1 && (
        <NativeSelect
          label={words("workbench.account")}
          value={accountRef}
          onChange={(event) => setAccountRef(event.currentTarget.value)}
          data={accounts}
        />
      )}
      <TextInput
        label={words("workbench.editor.name")}
        description={words("workbench.editor.nameHint")}
        required
        withAsterisk={false}
        disabled={isFixed}
        maxLength={512}
        autoComplete="off"
        data-autofocus
        value={form.name}
        error={form.name === "" ? undefined : problemAt("name")}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <NativeSelect
          label={words("workbench.editor.language")}
          disabled={isFixed}
          value={form.language}
          error={form.language === "" ? undefined : problemAt("language")}
          onChange={(event) => change({ language: event.currentTarget.value })}
          data={form.language === "" ? [{ value: "", label: "" }, ...languages] : languages}
        />
        <NativeSelect
          label={words("workbench.editor.category")}
          description={isCategoryFixed ? words("workbench.editor.categoryFixed") : undefined}
          disabled={isCategoryFixed}
          value={form.category}
          error={problemAt("category")}
          onChange={(event) => change({ category: event.currentTarget.value })}
          data={templateCategories.map((value) => ({ value, label: categoryWord(value, words) }))}
        />
      </div>
      <div className={classes.pair}>
        {form.category !== "authentication" && (
          <NativeSelect
            label={words("workbench.editor.format")}
            disabled={isFixed}
            value={form.isNamed ? "named" : "positional"}
            onChange={(event) => change({ isNamed: event.currentTarget.value === "named" })}
            data={[
              { value: "positional", label: words("workbench.editor.positional", { one: "{{1}}" }) },
              { value: "named", label: words("workbench.editor.named", { one: "{{nombre}}" }) },
            ]}
          />
        )}
        <TextInput
          label={words("workbench.editor.ttl")}
          description={words("workbench.editor.ttlHint")}
          inputMode="numeric"
          autoComplete="off"
          value={form.ttl}
          error={problemAt("ttl")}
          onChange={(event) => change({ ttl: event.currentTarget.value })}
        />
      </div>
    </fieldset>
  );
}

/** Accounts of WhatsApp, each by the names of its numbers. */
function accountsOf(channels: ReturnType<typeof useChannels>): { value: string; label: string }[] {
  const byAccount = Map.groupBy(
    channels.filter((channel) => channel.accountRef !== null),
    ({ accountRef }) => accountRef ?? "",
  );
  return [...byAccount].map(([value, all]) => ({ value, label: all.map(({ name }) => name).join(", ") }));
}
