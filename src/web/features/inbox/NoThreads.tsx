import { Button } from "@mantine/core";
import { IconInbox, IconPlugConnected } from "@tabler/icons-react";
import type { ThreadView } from "#contract/threads.ts";
import { useHasNoChannel } from "../../api/use-channels.ts";
import { EmptyState } from "../../ui/EmptyState.tsx";
import { useWords } from "../../ui/use-words.ts";

/** A view without threads: why, and what to do. */
export function NoThreads({ view, onAdd }: { view: ThreadView; onAdd: () => void }) {
  const words = useWords();
  const hasNoChannel = useHasNoChannel();
  if (hasNoChannel) {
    return (
      <EmptyState icon={<IconPlugConnected size={26} />} title={words("empty.noChannelTitle")}>
        {words("empty.noChannel")}
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
