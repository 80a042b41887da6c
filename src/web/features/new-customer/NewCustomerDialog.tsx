import { Button, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ApiError, codeOf } from "../../api/api-error.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import classes from "./NewCustomerDialog.module.css";

type Props = {
  onClose: () => void;
  /** What is known already, of a contact that somebody sent. */
  known?: { name: string; phone: string; email: string };
};

const nothing = { name: "", phone: "", email: "" };

/**
 * Adds a customer and opens the thread; one who is known already is linked. Without a phone or an e-mail it says what is
 * missing to write: a username of WhatsApp is no address (§4.9).
 */
export function NewCustomerDialog({ onClose, known = nothing }: Props) {
  const words = useWords();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [values, setValues] = useState(known);
  const create = useMutation({
    mutationKey: ["createCustomer"],
    mutationFn: () => {
      const phone = values.phone.trim();
      const email = values.email.trim();
      const addresses = { ...(phone === "" ? {} : { phone }), ...(email === "" ? {} : { email }) };
      return callRoute("createCustomer", { body: { name: values.name.trim(), ...addresses } });
    },
    onSuccess: async ({ threadId }) => {
      void queryClient.invalidateQueries({ queryKey: queryKeys.threads });
      onClose();
      await navigate({ to: "/inbox/$threadId", params: { threadId }, search: {} });
    },
  });
  const field = (name: keyof typeof values) => ({
    value: values[name],
    onChange: (event: { currentTarget: HTMLInputElement }) => {
      const { value } = event.currentTarget;
      setValues((before) => ({ ...before, [name]: value }));
    },
  });
  const isReachable = values.phone.trim() !== "" || values.email.trim() !== "";
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    // A second click comes before the next render: only the client knows by then.
    if (queryClient.isMutating({ mutationKey: ["createCustomer"] }) === 0) {
      create.mutate();
    }
  };
  const { error } = create;
  const knownThreadId = error instanceof ApiError ? error.details.threadId : undefined;
  return (
    <Dialog opened onClose={onClose} title={words("customer.title")}>
      <form className={classes.form} onSubmit={handleSubmit}>
        <TextInput
          label={words("customer.name")}
          required
          withAsterisk={false}
          data-autofocus
          autoComplete="off"
          {...field("name")}
        />
        <TextInput
          label={words("customer.phone")}
          description={words("customer.phoneHint")}
          type="tel"
          autoComplete="off"
          {...field("phone")}
        />
        <TextInput label={words("customer.email")} type="email" autoComplete="off" {...field("email")} />
        {!isReachable && <p className={classes.hint}>{words("newCustomer.unreachable")}</p>}
        {codeOf(error) === "CUSTOMER_EXISTS" && typeof knownThreadId === "string" ? (
          <p className={classes.exists} role="alert">
            {words("customer.exists")}{" "}
            <Link to="/inbox/$threadId" params={{ threadId: knownThreadId }} search={{}} onClick={onClose}>
              {words("customer.openThread")}
            </Link>
          </p>
        ) : (
          create.isError && <ErrorNote error={error} />
        )}
        <div className={classes.actions}>
          <Button variant="default" onClick={onClose}>
            {words("app.cancel")}
          </Button>
          <Button type="submit" disabled={values.name.trim() === ""} loading={create.isPending}>
            {words("customer.submit")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
