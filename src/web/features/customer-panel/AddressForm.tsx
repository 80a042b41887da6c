import { Button, SegmentedControl, TextInput } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { ApiError, codeOf } from "../../api/api-error.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { takeFocus } from "../../ui/take-focus.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./AddressForm.module.css";
import { useAddressCheck } from "./use-address-check.ts";

type Kind = "phone" | "email";
type Props = {
  threadId: string;
  customerId: string;
  address?: { id: string; kind: Kind; value: string };
  onDone: () => void;
};

/** Adds or corrects a phone or mail address, checked while it is typed; one that is taken leads to its holder (N6). */
export function AddressForm({ threadId, customerId, address, onDone }: Props) {
  const words = useWords();
  const queryClient = useQueryClient();
  const [kind, setKind] = useState<Kind>(address?.kind ?? "phone");
  const [value, setValue] = useState(address?.value ?? "");
  const check = useAddressCheck(kind, value);
  const save = useMutation({
    mutationFn: () => {
      const body = kind === "email" ? { email: value.trim() } : { phone: value.trim() };
      return address === undefined
        ? callRoute("addAddress", { params: { id: customerId }, body })
        : callRoute("updateAddress", { params: { id: address.id }, body });
    },
    onSuccess: async () => {
      onDone();
      await queryClient.invalidateQueries({ queryKey: queryKeys.thread(threadId) });
    },
  });
  const handleSubmit = (event: FormEvent): void => {
    event.preventDefault();
    if (value.trim() !== "" && !save.isPending) {
      save.mutate();
    }
  };
  const { error } = save;
  const holder = error instanceof ApiError ? error.details.threadId : undefined;
  return (
    <form className={classes.form} onSubmit={handleSubmit}>
      {address === undefined && (
        <SegmentedControl
          size="xs"
          aria-label={words("panel.addressKind")}
          data={[
            { value: "phone", label: words("panel.phone") },
            { value: "email", label: words("panel.email") },
          ]}
          value={kind}
          onChange={(chosen) => setKind(chosen === "email" ? "email" : "phone")}
        />
      )}
      <TextInput
        label={words(kind === "email" ? "composer.addAddressEmail" : "composer.addAddressPhone")}
        description={kind === "phone" ? words("customer.phoneHint") : undefined}
        type={kind === "email" ? "email" : "tel"}
        autoComplete="off"
        ref={takeFocus}
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <p className={classes.check} data-verdict={check.verdict} aria-live="polite">
        {check.text}
      </p>
      {codeOf(error) === "CUSTOMER_EXISTS" && typeof holder === "string" ? (
        <p className={classes.taken} role="alert">
          {words("customer.exists")}{" "}
          <Link to="/inbox/$threadId" params={{ threadId: holder }} search={{}}>
            {words("customer.openThread")}
          </Link>
        </p>
      ) : (
        save.isError && <ErrorNote error={error} />
      )}
      <div className={classes.actions}>
        <Button size="xs" variant="default" onClick={onDone}>
          {words("app.cancel")}
        </Button>
        <Button size="xs" type="submit" loading={save.isPending} disabled={value.trim() === ""}>
          {words(address === undefined ? "composer.addAddressSubmit" : "app.save")}
        </Button>
      </div>
    </form>
  );
}
