import { TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { callRoute } from "../../../api/call-route.ts";
import { queryKeys } from "../../../api/query-keys.ts";
import { acceptSession, useSession } from "../../../api/use-session.ts";
import { ErrorNote } from "../../../ui/ErrorNote.tsx";
import { useWords } from "../../../ui/use-words.ts";
import { Card } from "../Card.tsx";
import { FormEnd } from "../FormEnd.tsx";
import { PageHead } from "../PageHead.tsx";
import classes from "../SettingsPage.module.css";
import { Appearance } from "./Appearance.tsx";
import { PasswordCard } from "./PasswordCard.tsx";

/** What concerns the person alone: name, looks, password. */
export function ProfilePage() {
  const words = useWords();
  return (
    <>
      <PageHead title={words("settings.page.profile")} />
      <NameCard />
      <Appearance />
      <PasswordCard />
    </>
  );
}

function NameCard() {
  const words = useWords();
  const queryClient = useQueryClient();
  const { user } = useSession();
  const [name, setName] = useState(user.name);
  const save = useMutation({
    mutationFn: async () => {
      const askedAt = Date.now();
      return acceptSession(await callRoute("updateProfile", { body: { name: name.trim() } }), askedAt);
    },
    onSuccess: (session) => queryClient.setQueryData(queryKeys.session, session),
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <Card title={words("settings.you")} lead={words("settings.youLead")}>
      <form className={classes.form} onSubmit={handleSubmit}>
        <div className={classes.pair}>
          <TextInput
            label={words("settings.name")}
            required
            withAsterisk={false}
            maxLength={200}
            autoComplete="name"
            value={name}
            onChange={(event) => {
              save.reset();
              setName(event.currentTarget.value);
            }}
          />
          <TextInput label={words("settings.email")} value={user.email} readOnly />
        </div>
        {save.isError && <ErrorNote error={save.error} />}
        <FormEnd
          isPending={save.isPending}
          isSaved={save.isSuccess}
          disabled={name.trim() === "" || (name.trim() === user.name && !save.isSuccess)}
        />
      </form>
    </Card>
  );
}
