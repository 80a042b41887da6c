import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import type { SessionView } from "#contract/session.ts";
import { ApiError, codeOf } from "../../api/api-error.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryClient } from "../../api/query-client.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { acceptSession } from "../../api/use-session.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import classes from "./SignIn.module.css";

type Props = { knownEmail?: string; onSignedIn: (session: SessionView) => void };

/** E-mail and password; the same on the page and in the dialog of a session that ran out. */
export function SignInForm({ knownEmail = "", onSignedIn }: Props) {
  const words = useWords();
  const [email, setEmail] = useState(knownEmail);
  const [password, setPassword] = useState("");
  const signIn = useMutation({
    mutationFn: async () => {
      const askedAt = Date.now();
      return acceptSession(await callRoute("signIn", { body: { email: email.trim(), password } }), askedAt);
    },
    onSuccess: (session) => {
      queryClient.setQueryData(queryKeys.session, session);
      onSignedIn(session);
    },
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    signIn.mutate();
  };
  const isWrong = signIn.isError && ["SIGN_IN_REQUIRED", "INVALID_REQUEST"].includes(codeOf(signIn.error));
  const isDeactivated = signIn.error instanceof ApiError && signIn.error.details.reason === "deactivated";
  return (
    <form className={classes.form} onSubmit={handleSubmit}>
      <TextInput
        label={words("signIn.email")}
        type="email"
        autoComplete="username"
        required
        withAsterisk={false}
        value={email}
        onChange={(event) => setEmail(event.currentTarget.value)}
      />
      <PasswordInput
        label={words("signIn.password")}
        autoComplete="current-password"
        data-autofocus={knownEmail === "" ? undefined : true}
        required
        withAsterisk={false}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
        visibilityToggleButtonProps={{ "aria-label": words("signIn.showPassword") }}
      />
      {isWrong && (
        <p role="alert" className={classes.wrong}>
          {words(isDeactivated ? "signIn.deactivated" : "signIn.wrong")}
        </p>
      )}
      {signIn.isError && !isWrong && <ErrorNote error={signIn.error} />}
      <Button type="submit" loading={signIn.isPending}>
        {words("signIn.submit")}
      </Button>
    </form>
  );
}
