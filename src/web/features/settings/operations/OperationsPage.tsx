import { Button, Skeleton } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { queryKeys } from "../../../api/query-keys.ts";
import { useSession } from "../../../api/use-session.ts";
import { ErrorNote } from "../../../ui/ErrorNote.tsx";
import { useWords } from "../../../ui/use-words.ts";
import { OwnerNote } from "../OwnerNote.tsx";
import { PageHead } from "../PageHead.tsx";
import { ChannelsHealth } from "./ChannelsHealth.tsx";
import { FailuresCard } from "./FailuresCard.tsx";
import { QuarantineCard } from "./QuarantineCard.tsx";
import { QueueCard } from "./QueueCard.tsx";
import { SilenceNotes } from "./SilenceNotes.tsx";
import { useOperations } from "./use-operations.ts";

/** For owners: how the channels do, what waits, what could not be filed and what did not go out. */
export function OperationsPage() {
  const words = useWords();
  const isOwner = useSession().user.role === "owner";
  return (
    <>
      <PageHead
        title={words("settings.page.operations")}
        lead={words("operations.lead")}
        action={isOwner && <Refresh />}
      />
      {isOwner ? <Operations /> : <OwnerNote />}
    </>
  );
}

/** All of it is looked at again by itself; whoever waits for something need not. */
function Refresh() {
  const words = useWords();
  const queryClient = useQueryClient();
  const handleRefresh = (): void => {
    for (const queryKey of [queryKeys.operations, queryKeys.channels]) {
      void queryClient.invalidateQueries({ queryKey });
    }
  };
  return (
    <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={handleRefresh}>
      {words("operations.refresh")}
    </Button>
  );
}

function Operations() {
  const { data, isPending, error, refetch } = useOperations();
  return (
    <>
      <SilenceNotes />
      {error !== null && <ErrorNote error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton height={320} radius="md" />}
      {data !== undefined && (
        <>
          <ChannelsHealth operations={data} />
          <QueueCard operations={data} />
          <QuarantineCard quarantined={data.quarantined} />
          <FailuresCard operations={data} />
        </>
      )}
    </>
  );
}
