import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { type QueryKey, useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { useWords } from "../../ui/use-words.ts";
import { ConfirmDialog } from "./ConfirmDialog.tsx";
import { OwnerNote } from "./OwnerNote.tsx";
import { PageHead } from "./PageHead.tsx";
import classes from "./SettingsPage.module.css";

type Props<Item> = {
  title: string;
  lead: string;
  newWord: string;
  /** What is said while there is nothing. */
  noneWord: string;
  /** What is said before one goes for good. */
  removeLead: string;
  /** Undefined until they are loaded. */
  items: readonly Item[] | undefined;
  queryKey: QueryKey;
  mayEdit?: boolean;
  nameOf: (item: Item) => string;
  onRemove: (item: Item) => Promise<unknown>;
  renderDialog: (item: Item | null, onClose: () => void) => ReactNode;
  children: (item: Item) => ReactNode;
};

/** A page with a list of small things that the team makes, edits and removes. */
export function EditableList<Item extends { id: string }>(props: Props<Item>) {
  const { title, lead, newWord, noneWord, items, mayEdit = true, children } = props;
  const [edited, setEdited] = useState<Item | "new" | null>(null);
  return (
    <>
      <PageHead
        title={title}
        lead={lead}
        action={
          mayEdit && (
            <Button leftSection={<IconPlus size={16} />} onClick={() => setEdited("new")}>
              {newWord}
            </Button>
          )
        }
      />
      {!mayEdit && <OwnerNote />}
      <section className={classes.card} aria-label={title}>
        {items?.length === 0 && <p className={classes.lead}>{noneWord}</p>}
        <ul className={classes.rows}>
          {items?.map((item) => (
            <li key={item.id} className={classes.row}>
              <span className={classes.rowText}>{children(item)}</span>
              {mayEdit && <RowActions list={props} item={item} onEdit={() => setEdited(item)} />}
            </li>
          ))}
        </ul>
      </section>
      {edited !== null && props.renderDialog(edited === "new" ? null : edited, () => setEdited(null))}
    </>
  );
}

type RowProps<Item> = { list: Props<Item>; item: Item; onEdit: () => void };

function RowActions<Item>({ list, item, onEdit }: RowProps<Item>) {
  const words = useWords();
  const queryClient = useQueryClient();
  const [isAsking, setIsAsking] = useState(false);
  const remove = useMutation({
    mutationFn: () => list.onRemove(item),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: list.queryKey }),
  });
  const name = list.nameOf(item);
  return (
    <span className={classes.rowActions}>
      <Button variant="default" aria-label={words("settings.editOf", { name })} onClick={onEdit}>
        {words("settings.edit")}
      </Button>
      <Button
        variant="default"
        aria-label={words("settings.deleteOf", { name })}
        onClick={() => setIsAsking(true)}
      >
        {words("settings.delete")}
      </Button>
      {isAsking && (
        <ConfirmDialog
          title={words("settings.deleteOf", { name })}
          action={words("settings.delete")}
          isPending={remove.isPending}
          error={remove.error}
          onConfirm={() => remove.mutate()}
          onClose={() => setIsAsking(false)}
        >
          {list.removeLead}
        </ConfirmDialog>
      )}
    </span>
  );
}
