import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
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

const noValues = { workspaceName: "", name: "", email: "", password: "" };

/** The first start: the one-time link makes the workspace and its owner. */
export function SetupPage() {
  const words = useWords();
  const navigate = useNavigate();
  const { token } = useSearch({ from: "/setup" });
  const [values, setValues] = useState(noValues);
  const setUp = useMutation({
    mutationFn: async () => {
      const askedAt = Date.now();
      const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
      return acceptSession(await callRoute("setup", { body: { ...values, token, timeZone } }), askedAt);
    },
    onSuccess: async (session) => {
      queryClient.setQueryData(queryKeys.session, session);
      await navigate({ to: "/welcome" });
    },
  });
  const field = (name: keyof typeof noValues) => ({
    required: true,
    withAsterisk: false,
    value: values[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setValues((before) => ({ ...before, [name]: value }));
    },
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    setUp.mutate();
  };
  return (
    <main className={classes.page}>
      <div className={classes.card}>
        <span className={classes.brand}>
          <Logo />
          {words("app.name")}
        </span>
        <h1 className={classes.title}>{words("setup.title")}</h1>
        <p className={classes.lead}>{words(token === "" ? "setup.tokenMissing" : "setup.lead")}</p>
        {token !== "" && (
          <form className={classes.form} onSubmit={handleSubmit}>
            <TextInput
              label={words("setup.workspaceName")}
              autoComplete="organization"
              {...field("workspaceName")}
            />
            <TextInput label={words("setup.name")} autoComplete="name" {...field("name")} />
            <TextInput
              label={words("setup.email")}
              type="email"
              autoComplete="username"
              {...field("email")}
            />
            <PasswordInput
              label={words("setup.password")}
              description={words("setup.passwordHint")}
              autoComplete="new-password"
              minLength={10}
              visibilityToggleButtonProps={{ "aria-label": words("signIn.showPassword") }}
              {...field("password")}
            />
            {setUp.isError && <SetupProblem error={setUp.error} />}
            <Button type="submit" loading={setUp.isPending}>
              {words("setup.submit")}
            </Button>
          </form>
        )}
      </div>
    </main>
  );
}

function SetupProblem({ error }: { error: unknown }) {
  const words = useWords();
  const code = codeOf(error);
  if (code === "SETUP_DONE") {
    return (
      <p role="alert" className={classes.wrong}>
        {words("error.SETUP_DONE")} <Link to="/sign-in">{words("signIn.submit")}</Link>
      </p>
    );
  }
  const isTokenWrong = code === "SIGN_IN_REQUIRED" || code === "FORBIDDEN" || code === "NOT_FOUND";
  return isTokenWrong ? (
    <p role="alert" className={classes.wrong}>
      {words("setup.tokenWrong")}
    </p>
  ) : (
    <ErrorNote error={error} />
  );
}
