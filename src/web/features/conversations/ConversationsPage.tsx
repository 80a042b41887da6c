import { Button, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { localMonth } from "#domain/time.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { useTime } from "../../ui/use-time.ts";
import { ReportPage, ReportTable } from "../costs/ReportPage.tsx";
import { monthSpan } from "../costs/use-costs.ts";
import { ConversationRow } from "./ConversationRow.tsx";
import classes from "./Conversations.module.css";
import { Counts } from "./Counts.tsx";
import { type Choice, Filters } from "./Filters.tsx";
import { useAllConversations } from "./use-all-conversations.ts";

const columns = ["customer", "start", "length", "startedBy", "category", "messages", "cost"] as const;

/** The record of 24-hour periods: who started each, of which category, how long, with what cost. */
export function ConversationsPage() {
  const { words, now, timeZone } = useTime();
  const [month, setMonth] = useState(localMonth(now, timeZone));
  const [choice, setChoice] = useState<Choice>({});
  const filters = { ...monthSpan(month), ...choice };
  const { items, error, more, isLoadingMore } = useAllConversations(filters);
  return (
    <ReportPage
      title={words("record.title")}
      month={month}
      onChoose={setMonth}
      links={
        <Link to="/costs" search={{ month }}>
          {words("record.costs")}
        </Link>
      }
    >
      <p className={classes.lead}>{words("record.lead")}</p>
      {month < "2025-07" && <p className={classes.old}>{words("record.oldRules")}</p>}
      <Counts filters={filters} />
      <Filters choice={choice} onChoose={setChoice} />
      {error !== null && <ErrorNote error={error} />}
      {items === undefined && error === null && <Skeleton height={320} radius="md" />}
      {items?.length === 0 && <p className={classes.lead}>{words("record.none")}</p>}
      {items !== undefined && items.length > 0 && (
        <ReportTable heads={columns.map((column) => words(`record.${column}`))}>
          {items.map((item) => (
            <ConversationRow key={item.id} conversation={item} />
          ))}
        </ReportTable>
      )}
      {more !== null && (
        <Button variant="default" loading={isLoadingMore} onClick={more}>
          {words("record.more")}
        </Button>
      )}
    </ReportPage>
  );
}
