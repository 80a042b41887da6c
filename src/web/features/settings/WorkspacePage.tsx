import { NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { SessionView } from "#contract/session.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { acceptSession, useSession } from "../../api/use-session.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useLanguage, useWords } from "../../ui/use-words.ts";
import { countryCodes, currencyChoices } from "./countries.ts";
import { FormEnd } from "./FormEnd.tsx";
import { OwnerNote } from "./OwnerNote.tsx";
import { PageHead } from "./PageHead.tsx";
import classes from "./SettingsPage.module.css";

type Workspace = SessionView["workspace"];

/** The business's data: name, clock, country and currency. */
export function WorkspacePage() {
  const words = useWords();
  const language = useLanguage();
  const queryClient = useQueryClient();
  const { user, workspace } = useSession();
  const [changed, setChanged] = useState<Partial<Omit<Workspace, "id" | "version">>>({});
  const values = { ...workspace, ...changed };
  const save = useMutation({
    mutationFn: async () => {
      const askedAt = Date.now();
      const body = { version: workspace.version, ...changed };
      return acceptSession(await callRoute("updateWorkspace", { body }), askedAt);
    },
    onSuccess: (session) => {
      queryClient.setQueryData(queryKeys.session, session);
      setChanged({});
    },
    // Somebody else saved first: what holds now is shown below what was typed.
    onError: () => queryClient.invalidateQueries({ queryKey: queryKeys.session }),
  });
  const isOwner = user.role === "owner";
  const field = (name: keyof typeof changed) => ({
    value: values[name] ?? "",
    disabled: !isOwner,
    onChange: (event: { currentTarget: { value: string } }) => {
      const { value } = event.currentTarget;
      save.reset();
      setChanged((before) => ({ ...before, [name]: value }));
    },
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  const countries = new Intl.DisplayNames([language], { type: "region" });
  const named = countryCodes
    .map((code) => ({ value: code, label: countries.of(code) ?? code }))
    .sort((one, other) => one.label.localeCompare(other.label, language));
  return (
    <>
      <PageHead title={words("settings.page.workspace")} lead={words("settings.workspaceLead")} />
      <section className={classes.card} aria-label={words("settings.page.workspace")}>
        <form className={classes.form} onSubmit={handleSubmit}>
          <TextInput
            label={words("setup.workspaceName")}
            description={words("settings.workspaceNameHint")}
            required
            withAsterisk={false}
            maxLength={200}
            {...field("name")}
          />
          <div className={classes.pair}>
            <NativeSelect
              label={words("settings.timeZone")}
              description={words("settings.timeZoneHint")}
              data={Intl.supportedValuesOf("timeZone")}
              {...field("timeZone")}
            />
            <NativeSelect
              label={words("settings.country")}
              description={words("settings.countryHint")}
              data={named}
              {...field("country")}
            />
          </div>
          <NativeSelect
            label={words("settings.currency")}
            description={words("settings.currencyHint")}
            data={currencyChoices(language, values.currency)}
            {...field("currency")}
          />
          {values.currency !== "USD" && <p className={classes.lead}>{words("settings.currencyNoRates")}</p>}
          {save.isError && <ErrorNote error={save.error} />}
          {isOwner ? <FormEnd isPending={save.isPending} isSaved={save.isSuccess} /> : <OwnerNote />}
        </form>
      </section>
    </>
  );
}
