import { IconMessages } from "@tabler/icons-react";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { useWords } from "../../ui/use-words.ts";
import classes from "./InboxPage.module.css";

/** The place of the thread while none is open. */
export function NoThread() {
  const words = useWords();
  return (
    <main className={classes.rest}>
      <EmptyState icon={<IconMessages size={26} />} title={words("empty.pickTitle")}>
        {words("empty.pick")}
      </EmptyState>
    </main>
  );
}
