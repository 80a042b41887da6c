import { Button, Skeleton } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import { ErrorNote } from "../../../ui/ErrorNote.tsx";
import { useWords } from "../../../ui/use-words.ts";
import { Card } from "../Card.tsx";
import classes from "../SettingsPage.module.css";
import { QuarantineRow } from "./QuarantineRow.tsx";
import { useQuarantine } from "./use-quarantine.ts";

/** What came and could not be filed: the raw bytes to look at, and one more try for one or for all. */
export function QuarantineCard({ quarantined }: { quarantined: number }) {
  const words = useWords();
  const { list, bodies, one, all } = useQuarantine();
  const error = list.error ?? one.error ?? all.error;
  return (
    <Card title={words("operations.quarantine")} lead={words("operations.quarantineLead")}>
      {error !== null && <ErrorNote error={error} />}
      <p role="status" className={`${classes.status} ${classes.lead}`}>
        {all.isSuccess &&
          words("operations.replayedAll", { replayed: all.data.replayed, left: all.data.left })}
        {one.isSuccess && words(`operations.result.${one.data.result}`)}
      </p>
      {list.isPending && <Skeleton height={80} radius="md" />}
      {list.isSuccess && bodies.length === 0 && (
        <p className={classes.lead}>{words("operations.quarantineEmpty")}</p>
      )}
      {bodies.length > 0 && (
        <ul className={classes.rows}>
          {bodies.map((body) => (
            <QuarantineRow
              key={body.id}
              body={body}
              isPending={one.isPending && one.variables === body.id}
              onReplay={() => {
                all.reset();
                one.mutate(body.id);
              }}
            />
          ))}
        </ul>
      )}
      {(list.hasNextPage || quarantined > 1) && (
        <div className={classes.actions}>
          {list.hasNextPage && (
            <Button
              variant="default"
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              {words("operations.more")}
            </Button>
          )}
          {quarantined > 1 && (
            <Button
              variant="default"
              leftSection={<IconRefresh size={16} />}
              loading={all.isPending}
              onClick={() => {
                one.reset();
                all.mutate();
              }}
            >
              {words("operations.replayAll")}
            </Button>
          )}
        </div>
      )}
    </Card>
  );
}
