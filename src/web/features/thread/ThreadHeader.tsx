import { IconArrowLeft } from "@tabler/icons-react";
import { Link, useSearch } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import type { ThreadDetail } from "#contract/threads.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { customerName } from "../../ui/customer-name.ts";
import { formatPhone } from "../../ui/format-phone.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./ThreadHeader.module.css";

const ThreadActions = lazy(async () => {
  const { ThreadActions: component } = await import("./ThreadActions.tsx");
  return { default: component };
});

/** Who it is, how they are reached, and what can be done with the thread as a whole. */
export function ThreadHeader({ thread }: { thread: ThreadDetail }) {
  const words = useWords();
  const search = useSearch({ from: "/app/inbox" });
  const { customer } = thread;
  const name = customerName(customer);
  const contacts = [customer.phone === null ? null : formatPhone(customer.phone), customer.email];
  return (
    <header className={classes.header}>
      <Link to="/inbox" search={search} className={classes.back} aria-label={words("app.back")}>
        <IconArrowLeft size={22} aria-hidden="true" />
      </Link>
      <Avatar name={name} />
      <div className={classes.who}>
        <h2 className={classes.name}>{name}</h2>
        <p className={classes.contact}>
          {thread.status === "resolved" && <strong>{words("thread.resolved")} · </strong>}
          {contacts.filter((contact) => contact !== null && contact !== name).join(" · ")}
        </p>
      </div>
      <Suspense>
        <ThreadActions thread={thread} />
      </Suspense>
    </header>
  );
}
