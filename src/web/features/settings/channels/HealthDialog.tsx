import { Skeleton } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import type { ChannelView } from "#contract/channels.ts";
import { callRoute } from "../../../api/call-route.ts";
import { queryKeys } from "../../../api/query-keys.ts";
import { Dialog } from "../../../ui/Dialog.tsx";
import { ErrorNote } from "../../../ui/ErrorNote.tsx";
import { formatWhen } from "../../../ui/format-time.ts";
import { useTime } from "../../../ui/use-time.ts";
import { Alarms } from "./Alarms.tsx";
import classes from "./HealthDialog.module.css";
import { healthRows } from "./health-rows.ts";

type Props = { channel: ChannelView; onClose: () => void };

/** How a number does at WhatsApp: what is wrong with what to do, then state, quality, limits and name. */
export function HealthDialog({ channel, onClose }: Props) {
  const time = useTime();
  const { words } = time;
  const query = useQuery({
    queryKey: [...queryKeys.channels, channel.id, "health"],
    queryFn: ({ signal }) => callRoute("getChannelHealth", { params: { id: channel.id } }, signal),
  });
  const health = query.data;
  return (
    <Dialog opened onClose={onClose} size="lg" title={words("health.title", { name: channel.name })}>
      {query.isError && <ErrorNote error={query.error} onRetry={() => void query.refetch()} />}
      {query.isPending && <Skeleton height={280} radius="md" />}
      {health !== undefined && (
        <div className={classes.page}>
          {health.alarms.length === 0 ? (
            <p className={classes.good}>{words("health.good")}</p>
          ) : (
            <Alarms alarms={health.alarms} />
          )}
          {health.problems.some(({ solution }) => solution !== null) && (
            <section>
              <h3 className={classes.heading}>{words("health.advice")}</h3>
              <ul className={classes.advice}>
                {health.problems.map(({ code, description, solution }) => (
                  <li key={`${code} ${description}`}>
                    {[description, solution].filter((part) => part !== null).join(" ")}{" "}
                    {code !== null && <small>({code})</small>}
                  </li>
                ))}
              </ul>
            </section>
          )}
          <dl className={classes.rows}>
            {healthRows(health, words).map(({ name, value, hint }) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  {value}
                  {hint !== null && <small>{hint}</small>}
                </dd>
              </div>
            ))}
          </dl>
          <p className={classes.hint}>
            {health.checkedAt === null
              ? words("health.neverChecked")
              : words("health.checked", { at: formatWhen(Date.parse(health.checkedAt), time) })}
          </p>
        </div>
      )}
    </Dialog>
  );
}
