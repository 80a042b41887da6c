import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import type { ThreadDetail } from "#contract/threads.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { customerContacts } from "../../ui/customer-contacts.ts";
import { customerName } from "../../ui/customer-name.ts";
import { useWords } from "../../ui/use-words.ts";
import { PanelToggle } from "../customer-panel/PanelToggle.tsx";
import { TagChips } from "../work/TagChips.tsx";
import { WorkState } from "../work/WorkState.tsx";
import classes from "./ThreadHeader.module.css";

const WorkActions = lazy(async () => {
  const { WorkActions: component } = await import("../work/WorkActions.tsx");
  return { default: component };
});

const PresenceLine = lazy(async () => {
  const { PresenceLine: component } = await import("../work/PresenceLine.tsx");
  return { default: component };
});

/** Who it is, how they are reached, and what can be done with the thread as a whole. */
export function ThreadHeader({ thread }: { thread: ThreadDetail }) {
  const words = useWords();
  const search = useSearch({ from: "/app/inbox" });
  const { customer } = thread;
  const name = customerName(customer);
  const contacts = customerContacts(customer, name);
  return (
    <header className={classes.header}>
      <Link to="/inbox" search={search} className={classes.back} aria-label={words("app.back")}>
        <IconArrowLeft size={22} aria-hidden="true" />
      </Link>
      <Avatar name={name} />
      <div className={classes.who}>
        <div className={classes.title}>
          <h2 className={classes.name}>{name}</h2>
          <span className={classes.tags}>
            <TagChips tags={thread.tags} />
          </span>
        </div>
        <p className={classes.contact} title={contacts.join(" · ")}>
          <Suspense>
            <PresenceLine threadId={thread.id} />
          </Suspense>
          {thread.status !== "open" && (
            <strong className={classes.part}>
              <WorkState thread={thread} />
            </strong>
          )}
          {contacts.map((contact) => (
            <span key={contact} className={classes.part}>
              {contact}
            </span>
          ))}
        </p>
      </div>
      <Suspense>
        <WorkActions thread={thread} />
      </Suspense>
      <PanelToggle />
    </header>
  );
}
