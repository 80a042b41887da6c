import { Button } from "@mantine/core";
import { IconChecks, IconFilterOff, IconInbox, IconPlugConnected } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ThreadFilter } from "../../api/thread-filter.ts";
import { useHasNoChannel } from "../../api/use-channels.ts";
import { useSession } from "../../api/use-session.ts";
import { useThreadCounts } from "../../api/use-threads.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { useWords } from "../../ui/use-words.ts";

/** A list without threads: why, and what to do. */
export function NoThreads({ filter, onAdd }: { filter: ThreadFilter; onAdd: () => void }) {
  const words = useWords();
  const { user } = useSession();
  const hasNoChannel = useHasNoChannel();
  const everything = useThreadCounts(null);
  const { view, status, tag } = filter;
  if (hasNoChannel) {
    return (
      <EmptyState
        icon={<IconPlugConnected size={26} />}
        title={words("empty.noChannelTitle")}
        action={
          user.role === "owner" && (
            <Button component={Link} to="/welcome">
              {words("empty.begin")}
            </Button>
          )
        }
      >
        {words("empty.noChannel")}
      </EmptyState>
    );
  }
  if (tag !== null || (status !== "open" && status !== null)) {
    return (
      <EmptyState
        icon={<IconFilterOff size={26} />}
        title={words("empty.filteredTitle")}
        action={
          <Button
            variant="default"
            renderRoot={(props) => <Link {...props} to="/inbox" search={view === "all" ? {} : { view }} />}
          >
            {words("empty.clearFilters")}
          </Button>
        }
      >
        {words("empty.filtered")}
      </EmptyState>
    );
  }
  if (view === "all" && (everything?.all ?? 0) > 0) {
    return (
      <EmptyState
        icon={<IconChecks size={26} />}
        title={words("empty.doneTitle")}
        action={
          <Button
            variant="default"
            renderRoot={(props) => <Link {...props} to="/inbox" search={{ status: "resolved" }} />}
          >
            {words("empty.showResolved")}
          </Button>
        }
      >
        {words("empty.done")}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<IconInbox size={26} />}
      title={words(`empty.${view}Title`)}
      action={view === "all" && <Button onClick={onAdd}>{words("list.newCustomer")}</Button>}
    >
      {words(`empty.${view}`)}
    </EmptyState>
  );
}
