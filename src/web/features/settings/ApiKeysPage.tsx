import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { callRoute, type RouteAnswer } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { useSession } from "../../api/use-session.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { formatDate, formatWhen } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import { useWords } from "../../ui/use-words.ts";
import { Card } from "./Card.tsx";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { CopyField } from "./CopyField.tsx";
import { OwnerNote } from "./OwnerNote.tsx";
import { PageHead } from "./PageHead.tsx";
import classes from "./SettingsPage.module.css";

const scopes = ["read", "write", "admin"] as const;
type Scope = (typeof scopes)[number];
type ApiKey = RouteAnswer<"listApiKeys">["items"][number];

/** Keys for programs: made here, shown once, revoked here. */
export function ApiKeysPage() {
  const words = useWords();
  const isOwner = useSession().user.role === "owner";
  return (
    <>
      <PageHead title={words("settings.page.api-keys")} lead={words("settings.keysLead")} />
      {isOwner ? (
        <>
          <NewKey />
          <KeyList />
        </>
      ) : (
        <OwnerNote />
      )}
    </>
  );
}

function NewKey() {
  const words = useWords();
  const queryClient = useQueryClient();
  const [name, setName] = useState("");
  const [scope, setScope] = useState<Scope>("write");
  const create = useMutation({
    mutationFn: () => callRoute("createApiKey", { body: { name: name.trim(), scopes: [scope] } }),
    onSuccess: async () => {
      setName("");
      await queryClient.invalidateQueries({ queryKey: queryKeys.apiKeys });
    },
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    create.mutate();
  };
  return (
    <Card title={words("settings.newKey")}>
      <form className={classes.form} onSubmit={handleSubmit}>
        <div className={classes.pair}>
          <TextInput
            label={words("settings.keyName")}
            description={words("settings.keyNameHint")}
            required
            withAsterisk={false}
            maxLength={100}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <NativeSelect
            label={words("settings.keyScope")}
            description={words("settings.keyScopeHint")}
            value={scope}
            onChange={(event) => setScope(scopes.find((one) => one === event.currentTarget.value) ?? "read")}
            data={scopes.map((one) => ({ value: one, label: words(`settings.scope.${one}`) }))}
          />
        </div>
        {create.isError && <ErrorNote error={create.error} />}
        <div className={classes.actions}>
          <Button type="submit" loading={create.isPending} disabled={name.trim() === ""}>
            {words("settings.makeKey")}
          </Button>
        </div>
      </form>
      {create.data !== undefined && (
        <CopyField
          label={words("settings.yourKey", { name: create.data.name })}
          description={words("settings.keyOnce")}
          value={create.data.key}
        />
      )}
    </Card>
  );
}

function KeyList() {
  const words = useWords();
  const query = useQuery({
    queryKey: queryKeys.apiKeys,
    queryFn: ({ signal }) => callRoute("listApiKeys", {}, signal),
  });
  const keys = query.data?.items ?? [];
  return (
    <Card title={words("settings.keys")}>
      {query.isError && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isSuccess && keys.length === 0 && <p className={classes.lead}>{words("settings.noKeys")}</p>}
      <ul className={classes.rows}>
        {keys.map((key) => (
          <KeyRow key={key.id} apiKey={key} />
        ))}
      </ul>
    </Card>
  );
}

function KeyRow({ apiKey }: { apiKey: ApiKey }) {
  const time = useTime();
  const { words } = time;
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const { id, name, prefix, scopes: held, createdAt, lastUsedAt, revokedAt } = apiKey;
  const revoke = useMutation({
    mutationFn: () => callRoute("revokeApiKey", { params: { id } }),
    onSuccess: async () => {
      setIsAsking(false);
      await queryClient.invalidateQueries({ queryKey: queryKeys.apiKeys });
    },
  });
  const highest = scopes.findLast((scope) => held.includes(scope)) ?? "read";
  const used =
    lastUsedAt === null
      ? words("settings.neverUsed")
      : words("settings.lastUsed", { at: formatWhen(Date.parse(lastUsedAt), time) });
  return (
    <li className={classes.row}>
      <span className={classes.rowText}>
        <span className={classes.rowTitle}>{name}</span>
        <span className={classes.rowDetail}>
          {words(`settings.scope.${highest}`)} ·{" "}
          {words("settings.madeOn", { date: formatDate(Date.parse(createdAt), time) })} · {used}
        </span>
        <code className={classes.rowDetail}>{prefix}…</code>
      </span>
      {revokedAt === null ? (
        <Button
          variant="default"
          aria-label={words("settings.revokeOf", { name })}
          onClick={() => setIsAsking(true)}
        >
          {words("settings.revoke")}
        </Button>
      ) : (
        <span className={classes.badge}>{words("settings.revoked")}</span>
      )}
      {isAsking && (
        <ConfirmDialog
          title={words("settings.revokeOf", { name })}
          action={words("settings.revoke")}
          isPending={revoke.isPending}
          error={revoke.error}
          onConfirm={() => revoke.mutate()}
          onClose={() => setIsAsking(false)}
        >
          {words("settings.revokeLead")}
        </ConfirmDialog>
      )}
    </li>
  );
}
