import { Skeleton, Switch } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import type { ReceiptSettings } from "#contract/settings.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { useSession } from "../../api/use-session.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import { OwnerNote } from "./OwnerNote.tsx";
import { PageHead } from "./PageHead.tsx";
import classes from "./SettingsPage.module.css";

/** What customers see of the team: that it read, and that it writes. Each switch is saved at once. */
export function Receipts() {
  const words = useWords();
  const { user } = useSession();
  const queryClient = useQueryClient();
  const query = useQuery({
    queryKey: queryKeys.receipts,
    queryFn: ({ signal }) => callRoute("getReceipts", {}, signal),
  });
  const save = useMutation({
    mutationFn: (body: ReceiptSettings) => callRoute("putReceipts", { body }),
    onSuccess: (saved) => queryClient.setQueryData(queryKeys.receipts, saved),
    onError: () => queryClient.invalidateQueries({ queryKey: queryKeys.receipts }),
  });
  const isOwner = user.role === "owner";
  const settings = query.data;
  return (
    <>
      <PageHead title={words("settings.receipts")} lead={words("settings.receiptsLead")} />
      <section className={classes.card} aria-label={words("settings.receipts")}>
        {query.isPending && <Skeleton height={96} radius="md" />}
        {query.isError && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
        {settings !== undefined && (
          <div className={classes.form}>
            <Switch
              label={words("settings.readReceipts")}
              description={words("settings.readReceiptsHint")}
              checked={settings.readReceipts}
              disabled={!isOwner || save.isPending}
              onChange={({ currentTarget: { checked } }) =>
                save.mutate({ ...settings, readReceipts: checked, typing: checked && settings.typing })
              }
            />
            <Switch
              label={words("settings.typing")}
              description={words("settings.typingHint")}
              checked={settings.typing}
              disabled={!isOwner || save.isPending || !settings.readReceipts}
              onChange={({ currentTarget: { checked } }) => save.mutate({ ...settings, typing: checked })}
            />
            {save.isError && <ErrorNote error={save.error} />}
            {!isOwner && <OwnerNote />}
          </div>
        )}
      </section>
    </>
  );
}
