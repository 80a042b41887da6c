import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { CustomerDetail } from "#contract/customers.ts";
import { callRoute } from "../../api/call-route.ts";
import { queryKeys } from "../../api/query-keys.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { customerContacts } from "../../ui/customer-contacts.ts";
import { customerName } from "../../ui/customer-name.ts";
import { Dialog } from "../../ui/Dialog.tsx";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useWords } from "../../ui/use-words.ts";
import classes from "./MergeDialog.module.css";
import { MergePreview } from "./MergePreview.tsx";
import { useMerge } from "./use-merge.ts";

type Props = {
  customer: CustomerDetail;
  name: string;
  /** The card that was suggested; null: it is looked for. */
  otherId: string | null;
  onClose: () => void;
};

const most = 20;
const pauseMs = 200;

/** Finds the other card of a person, shows what will be joined, and joins it (N11). */
export function MergeDialog({ customer, name, otherId, onClose }: Props) {
  const words = useWords();
  const [question, setQuestion] = useState("");
  const [asked] = useDebouncedValue(question.trim(), pauseMs);
  const [chosenId, setChosenId] = useState(otherId);
  const { merge } = useMerge(customer);
  const found = useQuery({
    queryKey: [...queryKeys.search(asked), "people"],
    queryFn: ({ signal }) => callRoute("search", { query: { q: asked, limit: most } }, signal),
    enabled: asked.length > 1 && chosenId === null,
    placeholderData: (before) => before,
  });
  const people = (found.data?.people ?? []).filter((thread) => thread.customer.id !== customer.id);
  const handleMerge = (other: { id: string; name: string }): void => {
    merge.mutate(other, { onSuccess: onClose });
  };
  return (
    <Dialog opened onClose={onClose} title={words("mergeDialog.title", { name })}>
      {chosenId === null ? (
        <>
          <TextInput
            label={words("mergeDialog.search")}
            type="search"
            autoComplete="off"
            data-autofocus
            value={question}
            onChange={(event) => setQuestion(event.currentTarget.value)}
          />
          <div className={classes.results} role="status">
            {asked.length < 2 && <p className={classes.hint}>{words("mergeDialog.hint")}</p>}
            {found.isError && <ErrorNote error={found.error} onRetry={() => void found.refetch()} />}
            {asked.length > 1 && found.isSuccess && people.length === 0 && (
              <p className={classes.hint}>{words("mergeDialog.nobody")}</p>
            )}
          </div>
          <ul className={classes.list}>
            {people.map(({ id, customer: person }) => {
              const shown = customerName(person);
              return (
                <li key={id}>
                  <button type="button" className={classes.person} onClick={() => setChosenId(person.id)}>
                    <Avatar name={shown} size="sm" />
                    <span>
                      <strong>{shown}</strong>
                      <span className={classes.contact}>{customerContacts(person, shown).join(" · ")}</span>
                    </span>
                  </button>
                </li>
              );
            })}
          </ul>
          <div className={classes.actions}>
            <Button variant="default" onClick={onClose}>
              {words("app.cancel")}
            </Button>
          </div>
        </>
      ) : (
        <MergePreview
          customer={customer}
          name={name}
          otherId={chosenId}
          isBusy={merge.isPending}
          onMerge={handleMerge}
          onBack={otherId === null ? () => setChosenId(null) : onClose}
        />
      )}
    </Dialog>
  );
}
