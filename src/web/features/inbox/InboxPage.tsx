import { useMediaQuery } from "@mantine/hooks";
import { Outlet, useParams } from "@tanstack/react-router";
import { useEffect } from "react";
import { withPersonWords } from "../../text/i18n.ts";
import classes from "./InboxPage.module.css";
import { ThreadList } from "./ThreadList.tsx";

/** List and thread side by side; on a phone one at a time. */
export function InboxPage() {
  useEffect(preloadThread, []);
  const { threadId } = useParams({ strict: false });
  const isNarrow = useMediaQuery("(max-width: 760px)", undefined, { getInitialValueInEffect: false });
  // The place of the thread is hidden then: the list is what the page is about.
  const isListAlone = isNarrow && threadId === undefined;
  return (
    <div className={classes.inbox} data-open={threadId === undefined ? undefined : "true"}>
      <div className={classes.list} role={isListAlone ? "main" : undefined}>
        <ThreadList openId={threadId ?? null} />
      </div>
      <div className={classes.open}>
        <Outlet />
      </div>
    </div>
  );
}

/** Whoever looks at the list opens a thread next: its code is fetched once the list stands there, and what comes beside it. */
function preloadThread(): void {
  import("../thread/ThreadPage.tsx")
    .then(() =>
      Promise.all([
        import("../work/WorkActions.tsx"),
        import("../work/PresenceLine.tsx"),
        import("../work/AnsweredNotice.tsx"),
        withPersonWords(import("../customer-panel/CustomerPanel.tsx")),
      ]),
    )
    .catch(() => {
      // A failure shows when a thread is opened, and is handled there.
    });
}
