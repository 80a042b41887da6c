import { Button, PasswordInput, Skeleton, TextInput } from "@mantine/core";
import { useMutation, useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { codeOf } from "../../api/api-error.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryClient } from "../../api/query-client.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { acceptSession } from "../../api/use-session.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { Logo } from "../../ui/Logo.tsx";
import { useWords } from "../../ui/use-words.ts";
import classes from "../sign-in/SignIn.module.css";

/** Behind an invitation's link: name and password make the member, once. */
export function JoinPage() {
  const words = useWords();
  // Behind the #, which no server on the way sees.
  const [token] = useState(() => window.location.hash.slice(1));
  const invitation = useQuery({
    queryKey: ["invitation", token],
    queryFn: ({ signal }) => callRoute("readInvitation", { body: { token } }, signal),
    retry: false,
  });
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <span className={classes.brand}>
          <Logo />
          {words("app.name")}
        </span>
        <h1 className={classes.title}>{words("join.title")}</h1>
        {invitation.isPending && <Skeleton height={220} radius="md" />}
        {invitation.isError && <Invalid error={invitation.error} />}
        {invitation.data !== undefined && (
          <>
            <p className={classes.lead}>{words("join.lead", { workspace: invitation.data.workspaceName })}</p>
            <JoinForm token={token} email={invitation.data.email} />
          </>
        )}
      </div>
    </main>
  );
}

function JoinForm({ token, email }: { token: string; email: string }) {
  const words = useWords();
  const navigate = useNavigate();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const accept = useMutation({
    mutationFn: async () => {
      const askedAt = Date.now();
      const body = { token, name: name.trim(), password };
      return acceptSession(await callRoute("acceptInvitation", { body }), askedAt);
    },
    onSuccess: async (session) => {
      queryClient.clear();
      queryClient.setQueryData(queryKeys.session, session);
      await navigate({ to: "/inbox", search: {} });
    },
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    accept.mutate();
  };
  return (
    <form className={classes.form} onSubmit={handleSubmit}>
      <TextInput label={words("setup.email")} value={email} autoComplete="username" readOnly />
      <TextInput
        label={words("setup.name")}
        autoComplete="name"
        required
        withAsterisk={false}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasswordInput
        label={words("setup.password")}
        description={words("setup.passwordHint")}
        autoComplete="new-password"
        minLength={10}
        required
        withAsterisk={false}
        value={password}
        visibilityToggleButtonProps={{ "aria-label": words("signIn.showPassword") }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      {accept.isError && <Invalid error={accept.error} />}
      <Button type="submit" loading={accept.isPending}>
        {words("join.submit")}
      </Button>
    </form>
  );
}

function Invalid({ error }: { error: unknown }) {
  const words = useWords();
  return codeOf(error) === "INVITATION_INVALID" ? (
    <p role="alert" className={classes.wrong}>
      {words("error.INVITATION_INVALID")} <Link to="/sign-in">{words("signIn.submit")}</Link>
    </p>
  ) : (
    <ErrorNote error={error} />
  );
}
