import type { Operations } from "#contract/operations.ts";
import { channelWord } from "../../../ui/channel-word.ts";
import { failureReason } from "../../../ui/failure-reason.ts";
import { useTime } from "../../../ui/use-time.ts";
import { Card } from "../Card.tsx";
import classes from "../SettingsPage.module.css";
import { countText } from "./count-text.ts";
import own from "./operations.module.css";

/** Messages that did not reach the customer, by reason, of a day and of a week. */
export function FailuresCard({ operations }: { operations: Operations }) {
  const time = useTime();
  const { words } = time;
  const { failures, mostCounted } = operations;
  return (
    <Card title={words("operations.failures")} lead={words("operations.failuresLead")}>
      {failures.length === 0 ? (
        <p className={classes.lead}>{words("operations.failuresEmpty")}</p>
      ) : (
        <table className={own.table}>
          <thead>
            <tr>
              <th scope="col">{words("operations.failuresReason")}</th>
              <th scope="col">{words("operations.failuresDay")}</th>
              <th scope="col">{words("operations.failuresWeek")}</th>
            </tr>
          </thead>
          <tbody>
            {failures.map(({ channel, reason, day, week }) => (
              <tr key={`${channel} ${reason}`}>
                <th scope="row">
                  {words(`failure.${failureReason(reason)}.title`)}
                  <small>{channelWord(channel, words)}</small>
                </th>
                <td>{countText(day, mostCounted, time)}</td>
                <td>{countText(week, mostCounted, time)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  );
}
