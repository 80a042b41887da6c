import type { Operations } from "#contract/operations.ts";
import { useTime } from "../../../ui/use-time.ts";
import { Card } from "../Card.tsx";
import classes from "../SettingsPage.module.css";
import { ageText } from "./age-text.ts";
import { countText } from "./count-text.ts";
import own from "./operations.module.css";

/** What waits to go out, and what nobody knows of. */
export function QueueCard({ operations }: { operations: Operations }) {
  const time = useTime();
  const { words, now } = time;
  const { queue, mostCounted } = operations;
  const figures = [
    ["waiting", queue.waiting],
    ["inFlight", queue.inFlight],
    ["unknown", queue.unknown],
  ] as const;
  const age = queue.dueSince === null ? null : ageText(now - Date.parse(queue.dueSince), words);
  return (
    <Card title={words("operations.queue")}>
      <dl className={own.figures}>
        {figures.map(([name, count]) => (
          <div key={name} className={own.figure}>
            <dt>{words(`operations.figure.${name}`)}</dt>
            <dd>{countText(count, mostCounted, time)}</dd>
          </div>
        ))}
      </dl>
      <p className={classes.lead}>
        {age === null ? words("operations.queueEmpty") : words("operations.dueSince", { age })}
        {queue.unknown > 0 && ` ${words("operations.unknownHint")}`}
      </p>
    </Card>
  );
}
