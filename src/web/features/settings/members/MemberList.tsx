import { Button, NativeSelect } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { callRoute } from "../../../api/call-route.ts";
import { queryKeys } from "../../../api/query-keys.ts";
import { type Member, useMembers } from "../../../api/use-members.ts";
import { useSession } from "../../../api/use-session.ts";
import { Avatar } from "../../../ui/Avatar.tsx";
import { ErrorNote } from "../../../ui/ErrorNote.tsx";
import { useWords } from "../../../ui/use-words.ts";
import { Card } from "../Card.tsx";
import { ConfirmDialog } from "../ConfirmDialog.tsx";
import classes from "../SettingsPage.module.css";

/** Everybody who answers: those who may sign in first, then those who no longer may. */
export function MemberList() {
  const words = useWords();
  const members = useMembers();
  const sorted = [...members].sort((one, other) => Number(other.active) - Number(one.active));
  return (
    <Card title={words("settings.team")}>
      <ul className={classes.rows}>
        {sorted.map((member) => (
          <MemberRow key={member.id} member={member} />
        ))}
      </ul>
    </Card>
  );
}

function MemberRow({ member }: { member: Member }) {
  const words = useWords();
  const queryClient = useQueryClient();
  const { user } = useSession();
  const [isAsking, setIsAsking] = useState(false);
  const { id, name, email, role, active } = member;
  const update = useMutation({
    mutationFn: (body: { role?: Member["role"]; active?: boolean }) =>
      callRoute("updateMember", { params: { id }, body }),
    onSuccess: async () => {
      setIsAsking(false);
      await queryClient.invalidateQueries({ queryKey: queryKeys.members });
      await queryClient.invalidateQueries({ queryKey: queryKeys.session });
    },
  });
  const isOwner = user.role === "owner";
  return (
    <li className={classes.row}>
      <Avatar name={name} />
      <span className={classes.rowText}>
        <span className={classes.rowTitle}>
          {name} {id === user.id && <span className={classes.badge}>{words("settings.thisIsYou")}</span>}
        </span>
        <span className={classes.rowDetail}>{email}</span>
      </span>
      {!active && <span className={classes.badge}>{words("settings.deactivated")}</span>}
      {isOwner && active ? (
        <NativeSelect
          aria-label={words("settings.roleOf", { name })}
          value={role}
          disabled={update.isPending}
          onChange={(event) =>
            update.mutate({ role: event.currentTarget.value === "owner" ? "owner" : "agent" })
          }
          data={[
            { value: "owner", label: words("settings.role.owner") },
            { value: "agent", label: words("settings.role.agent") },
          ]}
        />
      ) : (
        active && <span className={classes.badge}>{words(`settings.role.${role}`)}</span>
      )}
      {isOwner && id !== user.id && (
        <Button
          variant="default"
          loading={update.isPending && !isAsking}
          aria-label={words(active ? "settings.deactivateOf" : "settings.reactivateOf", { name })}
          onClick={() => (active ? setIsAsking(true) : update.mutate({ active: true }))}
        >
          {words(active ? "settings.deactivate" : "settings.reactivate")}
        </Button>
      )}
      {update.isError && !isAsking && <ErrorNote error={update.error} />}
      {isAsking && (
        <ConfirmDialog
          title={words("settings.deactivateOf", { name })}
          action={words("settings.deactivate")}
          isPending={update.isPending}
          error={update.error}
          onConfirm={() => update.mutate({ active: false })}
          onClose={() => setIsAsking(false)}
        >
          {words("settings.deactivateLead", { name })}
        </ConfirmDialog>
      )}
    </li>
  );
}
