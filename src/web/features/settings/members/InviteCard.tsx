import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { codeOf } from "../../../api/api-error.ts";
import { callRoute } from "../../../api/call-route.ts";
import { queryKeys } from "../../../api/query-keys.ts";
import { ErrorNote } from "../../../ui/ErrorNote.tsx";
import { formatDate } from "../../../ui/format-time.ts";
import { useTime } from "../../../ui/use-time.ts";
import { useWords } from "../../../ui/use-words.ts";
import { Card } from "../Card.tsx";
import { CopyField } from "../CopyField.tsx";
import { isFieldWrong } from "../field-problem.ts";
import classes from "../SettingsPage.module.css";

/** Invites a colleague by a link that the owner hands over, and lists who has not used theirs yet. */
export function InviteCard() {
  const words = useWords();
  const queryClient = useQueryClient();
  const [email, setEmail] = useState("");
  const [role, setRole] = useState<"owner" | "agent">("agent");
  const invite = useMutation({
    mutationFn: () => callRoute("createInvitation", { body: { email: email.trim(), role } }),
    onSuccess: async () => {
      setEmail("");
      await queryClient.invalidateQueries({ queryKey: queryKeys.invitations });
    },
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    invite.mutate();
  };
  const problem = problemOf(invite.error);
  return (
    <Card title={words("settings.invite")} lead={words("settings.inviteLead")}>
      <form className={classes.form} onSubmit={handleSubmit}>
        <div className={classes.pair}>
          <TextInput
            label={words("settings.inviteEmail")}
            type="email"
            autoComplete="off"
            required
            withAsterisk={false}
            value={email}
            error={problem === null ? undefined : words(problem)}
            onChange={(event) => {
              invite.reset();
              setEmail(event.currentTarget.value);
            }}
          />
          <NativeSelect
            label={words("settings.roleLabel")}
            value={role}
            onChange={(event) => setRole(event.currentTarget.value === "owner" ? "owner" : "agent")}
            data={[
              { value: "agent", label: words("settings.roleLong.agent") },
              { value: "owner", label: words("settings.roleLong.owner") },
            ]}
          />
        </div>
        {invite.isError && problem === null && <ErrorNote error={invite.error} />}
        <div className={classes.actions}>
          <Button type="submit" loading={invite.isPending}>
            {words("settings.makeLink")}
          </Button>
        </div>
      </form>
      {invite.data !== undefined && (
        <CopyField
          label={words("settings.linkFor", { email: invite.data.email })}
          description={words("settings.linkOnce")}
          value={invite.data.link}
        />
      )}
      <OpenInvitations />
    </Card>
  );
}

function problemOf(error: unknown) {
  if (codeOf(error) === "MEMBER_EXISTS") {
    return "error.MEMBER_EXISTS";
  }
  return isFieldWrong(error, "email") ? "customer.emailWrong" : null;
}

function OpenInvitations() {
  const time = useTime();
  const { words } = time;
  const queryClient = useQueryClient();
  const { data } = useQuery({
    queryKey: queryKeys.invitations,
    queryFn: ({ signal }) => callRoute("listInvitations", {}, signal),
  });
  const revoke = useMutation({
    mutationFn: (id: string) => callRoute("revokeInvitation", { params: { id } }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: queryKeys.invitations }),
  });
  const items = data?.items ?? [];
  if (items.length === 0) {
    return null;
  }
  return (
    <div className={classes.form}>
      <h3 className={classes.choiceLabel}>{words("settings.openInvitations")}</h3>
      <ul className={classes.rows}>
        {items.map(({ id, email, role, expiresAt }) => (
          <li key={id} className={classes.row}>
            <span className={classes.rowText}>
              <span className={classes.rowTitle}>{email}</span>
              <span className={classes.rowDetail}>
                {words(`settings.role.${role}`)} ·{" "}
                {words("settings.validUntil", { date: formatDate(Date.parse(expiresAt), time) })}
              </span>
            </span>
            <Button
              variant="default"
              aria-label={words("settings.withdrawOf", { email })}
              onClick={() => revoke.mutate(id)}
            >
              {words("settings.withdraw")}
            </Button>
          </li>
        ))}
      </ul>
      {revoke.isError && <ErrorNote error={revoke.error} />}
    </div>
  );
}
