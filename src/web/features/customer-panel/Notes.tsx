import { Button, Textarea } from "@mantine/core";
import { useState } from "react";
import type { CustomerDetail } from "#contract/customers.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./Notes.module.css";
import { Section } from "./Section.tsx";
import { useEditCustomer } from "./use-edit-customer.ts";

/** What the team should know about the customer. A text that somebody else changed meanwhile is shown beside one's own. */
export function Notes({ customer }: { customer: CustomerDetail }) {
  const words = useWords();
  const edit = useEditCustomer(customer);
  const [draft, setDraft] = useState<{ text: string; from: string } | null>(null);
  const text = draft?.text ?? customer.notes;
  const isChanged = draft !== null && draft.text !== customer.notes;
  const isStale = isChanged && draft.from !== customer.notes;
  const handleSave = (): void => {
    edit.mutate({ notes: text.trim() }, { onSuccess: () => setDraft(null) });
  };
  return (
    <Section title={words("panel.notes")}>
      <Textarea
        aria-label={words("panel.notes")}
        placeholder={words("panel.notesHint")}
        rows={2}
        classNames={{ input: classes.text }}
        maxLength={10_000}
        value={text}
        onChange={({ currentTarget: { value } }) =>
          setDraft((before) => ({ text: value, from: before?.from ?? customer.notes }))
        }
      />
      {isStale && (
        <div className={classes.theirs} role="status">
          <strong>{words("panel.notesTheirs")}</strong>
          <p>{customer.notes === "" ? words("panel.notesEmpty") : customer.notes}</p>
        </div>
      )}
      {isChanged && (
        <div className={classes.actions}>
          <Button size="xs" variant="default" onClick={() => setDraft(null)}>
            {words(isStale ? "panel.takeTheirs" : "app.cancel")}
          </Button>
          <Button size="xs" loading={edit.isPending} onClick={handleSave}>
            {words(isStale ? "panel.saveMine" : "app.save")}
          </Button>
        </div>
      )}
    </Section>
  );
}
