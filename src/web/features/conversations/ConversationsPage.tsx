import { Button, Skeleton } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { localMonth } from "#domain/time.ts";
import { ErrorNote } from "../../ui/ErrorNote.tsx";
import { keyboardScrollable } from "../../ui/keyboard-scrollable.ts";
import { usePageTitle } from "../../ui/page-title.ts";
import { useTime } from "../../ui/use-time.ts";
import { MonthChoice } from "../costs/MonthChoice.tsx";
import { monthSpan } from "../costs/use-costs.ts";
import { ConversationRow } from "./ConversationRow.tsx";
import classes from "./Conversations.module.css";
import { Counts } from "./Counts.tsx";
import { type Choice, Filters } from "./Filters.tsx";
import { useAllConversations } from "./use-all-conversations.ts";

/** The record of 24-hour periods: who started each, of which category, how long, with what cost. */
export function ConversationsPage() {
  const { words, now, timeZone } = useTime();
  const [month, setMonth] = useState(localMonth(now, timeZone));
  const [choice, setChoice] = useState<Choice>({});
  const filters = { ...monthSpan(month), ...choice };
  const { items, error, more, isLoadingMore } = useAllConversations(filters);
  usePageTitle(words("record.title"));
  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <header className={classes.head}>
          <h1 className={classes.title}>{words("record.title")}</h1>
          <MonthChoice month={month} onChoose={setMonth} />
          <Link to="/costs" search={{ month }} className={classes.link}>
            {words("record.costs")}
          </Link>
        </header>
        <p className={classes.lead}>{words("record.lead")}</p>
        {month < "2025-07" && <p className={classes.old}>{words("record.oldRules")}</p>}
        <Counts filters={filters} />
        <Filters choice={choice} onChoose={setChoice} />
        {error !== null && <ErrorNote error={error} />}
        {items === undefined && error === null && <Skeleton height={320} radius="md" />}
        {items?.length === 0 && <p className={classes.lead}>{words("record.none")}</p>}
        {items !== undefined && items.length > 0 && (
          <div className={classes.scroll} {...keyboardScrollable}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{words("record.customer")}</th>
                  <th scope="col">{words("record.start")}</th>
                  <th scope="col">{words("record.length")}</th>
                  <th scope="col">{words("record.startedBy")}</th>
                  <th scope="col">{words("record.category")}</th>
                  <th scope="col">{words("record.messages")}</th>
                  <th scope="col">{words("record.cost")}</th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <ConversationRow key={item.id} conversation={item} />
                ))}
              </tbody>
            </table>
          </div>
        )}
        {more !== null && (
          <Button variant="default" loading={isLoadingMore} onClick={more}>
            {words("record.more")}
          </Button>
        )}
      </div>
    </main>
  );
}
