import { Outlet, useParams } from "@tanstack/react-router";
import classes from "./InboxPage.module.css";
import { ThreadList } from "./ThreadList.tsx";

/** List and thread side by side; on a phone one at a time. */
export function InboxPage() {
  const { threadId } = useParams({ strict: false });
  return (
    <div className={classes.inbox} data-open={threadId === undefined ? undefined : "true"}>
      <ThreadList openId={threadId ?? null} />
      <div className={classes.open}>
        <Outlet />
      </div>
    </div>
  );
}
