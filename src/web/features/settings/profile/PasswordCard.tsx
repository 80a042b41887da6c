import { PasswordInput } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { callRoute } from "../../../api/call-route.ts";
import { useSession } from "../../../api/use-session.ts";
import { ErrorNote } from "../../../ui/ErrorNote.tsx";
import { useWords } from "../../../ui/use-words.ts";
import { Card } from "../Card.tsx";
import { FormEnd } from "../FormEnd.tsx";
import { isFieldWrong } from "../field-problem.ts";
import classes from "../SettingsPage.module.css";

const noPasswords = { currentPassword: "", newPassword: "" };

/** A new password for who knows the current one; the other browsers are signed out. */
export function PasswordCard() {
  const words = useWords();
  const { user } = useSession();
  const [values, setValues] = useState(noPasswords);
  const change = useMutation({
    mutationFn: () => callRoute("changePassword", { body: values }),
    onSuccess: () => setValues(noPasswords),
  });
  const field = (name: keyof typeof noPasswords) => ({
    required: true,
    withAsterisk: false,
    value: values[name],
    visibilityToggleButtonProps: { "aria-label": words("signIn.showPassword") },
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      if (value !== "") {
        change.reset();
      }
      setValues((before) => ({ ...before, [name]: value }));
    },
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    change.mutate();
  };
  const isCurrentWrong = isFieldWrong(change.error, "currentPassword");
  return (
    <Card title={words("settings.password")} lead={words("settings.passwordLead")}>
      <form className={classes.form} onSubmit={handleSubmit}>
        {/* Password managers want to know whose password it is. */}
        <input type="hidden" name="username" autoComplete="username" value={user.email} readOnly />
        <div className={classes.pair}>
          <PasswordInput
            label={words("settings.currentPassword")}
            autoComplete="current-password"
            error={isCurrentWrong ? words("settings.currentPasswordWrong") : undefined}
            {...field("currentPassword")}
          />
          <PasswordInput
            label={words("settings.newPassword")}
            description={words("setup.passwordHint")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            autoComplete="new-password"
            minLength={10}
            {...field("newPassword")}
          />
        </div>
        {change.isError && !isCurrentWrong && <ErrorNote error={change.error} />}
        <FormEnd
          isPending={change.isPending}
          isSaved={change.isSuccess}
          label={words("settings.changePassword")}
        />
      </form>
    </Card>
  );
}
