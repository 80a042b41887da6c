import { NumberInput, Skeleton, Switch, Textarea } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { AutoReplySettings } from "#contract/settings.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { useSession } from "../../api/use-session.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import { FormEnd } from "./FormEnd.tsx";
import { OwnerNote } from "./OwnerNote.tsx";
import { PageHead } from "./PageHead.tsx";
import classes from "./SettingsPage.module.css";

/** The automatic reply; loaded before the form shows, so that the form starts with what is set. */
export function AutoReply() {
  const words = useWords();
  const query = useQuery({
    queryKey: queryKeys.autoReply,
    queryFn: ({ signal }) => callRoute("getAutoReply", {}, signal),
  });
  return (
    <>
      <PageHead title={words("settings.autoReply")} lead={words("settings.autoReplyLead")} />
      <section className={classes.card} aria-label={words("settings.autoReply")}>
        {query.isPending && <Skeleton height={220} radius="md" />}
        {query.isError && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
        {query.data !== undefined && <AutoReplyForm settings={query.data} />}
      </section>
    </>
  );
}

function AutoReplyForm({ settings }: { settings: AutoReplySettings }) {
  const words = useWords();
  const queryClient = useQueryClient();
  const { user } = useSession();
  const [changed, setChanged] = useState<Partial<AutoReplySettings>>({});
  const values = { ...settings, ...changed };
  const save = useMutation({
    mutationFn: () => callRoute("putAutoReply", { body: values }),
    onSuccess: (saved) => {
      queryClient.setQueryData(queryKeys.autoReply, saved);
      setChanged({});
    },
    // Somebody else saved first: what holds now lies below what was typed.
    onError: () => queryClient.invalidateQueries({ queryKey: queryKeys.autoReply }),
  });
  const change = (part: Partial<AutoReplySettings>): void => {
    save.reset();
    setChanged((before) => ({ ...before, ...part }));
  };
  const isOwner = user.role === "owner";
  const lacksText = values.enabled && values.text.trim() === "";
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (!lacksText) {
      save.mutate();
    }
  };
  return (
    <form className={classes.form} onSubmit={handleSubmit}>
      <Switch
        label={words("settings.enabled")}
        checked={values.enabled}
        disabled={!isOwner}
        onChange={(event) => change({ enabled: event.currentTarget.checked })}
      />
      <Textarea
        label={words("settings.text")}
        rows={3}
        maxLength={4096}
        value={values.text}
        disabled={!isOwner}
        error={lacksText ? words("settings.textNeeded") : undefined}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <NumberInput
          label={words("settings.everyHours")}
          description={words("settings.everyHoursHint")}
          min={0}
          max={720}
          clampBehavior="strict"
          value={values.everyHours}
          disabled={!isOwner}
          onChange={(value) => change({ everyHours: Number(value) })}
        />
        <NumberInput
          label={words("settings.quietMinutes")}
          description={words("settings.quietMinutesHint")}
          min={0}
          max={1440}
          clampBehavior="strict"
          value={values.quietMinutes}
          disabled={!isOwner}
          onChange={(value) => change({ quietMinutes: Number(value) })}
        />
      </div>
      {save.isError && <ErrorNote error={save.error} />}
      {isOwner ? (
        <FormEnd isPending={save.isPending} isSaved={save.isSuccess} disabled={lacksText} />
      ) : (
        <OwnerNote />
      )}
    </form>
  );
}
