import type { ThreadItem } from "#contract/threads.ts";
import { useStore } from "../../api/create-store.ts";
import { customerName } from "../../ui/customer-name.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./SelectBox.module.css";
import { selection, toggleSelected } from "./selection.ts";

/** Selects a thread of the list: beside its line while the pointer or the focus is there, or anything is selected. */
export function SelectBox({ thread }: { thread: ThreadItem }) {
  const words = useWords();
  const selected = useStore(selection);
  return (
    <label className={classes.place} data-shown={selected.size > 0 ? "true" : undefined}>
      <input
        type="checkbox"
        className={classes.box}
        aria-label={words("work.select", { name: customerName(thread.customer) })}
        checked={selected.has(thread.id)}
        onChange={() => toggleSelected(thread.id)}
      />
    </label>
  );
}
