import { isSilent, silentAfter } from "#domain/silence.ts";
import { type Instant, secondMs } from "#domain/time.ts";
import type { Context } from "./context.ts";
import { withWorkspaces } from "./db/connect.ts";
import { listWorkspaceIds } from "./list-workspace-ids.ts";
import type { Labelled, Metrics } from "./metrics.ts";
import * as queries from "./queues.queries.ts";

/** However often and by however many somebody looks, the database is asked once in so long. */
const keepMs = 5 * secondMs;
const workspacesAtOnce = 500;

/** One number of one chunk of workspaces; those of all chunks are added, or the largest counts. */
type Measured = Labelled & { name: string; join: "add" | "largest" };

/** The gauges: name, what it is, its labels. */
const gauges = [
  ["mc_queue_waiting", "Messages that wait to be sent", ["channel"]],
  ["mc_queue_in_flight", "Messages in hand of a process", ["channel"]],
  ["mc_queue_due_seconds", "How long the message that is due longest has been due", ["channel"]],
  ["mc_messages_unknown", "Messages of which nobody knows whether they went", ["channel"]],
  ["mc_quarantine_waiting", "Bodies in quarantine", ["reason"]],
  ["mc_channels", "Channels by their state", ["channel", "state"]],
  ["mc_channels_silent", "Channels from which nothing has come for unusually long", ["channel"]],
  ["mc_channel_quiet_seconds", "Since when nothing has come from the quietest channel", ["channel"]],
  ["mc_media_waiting", "Files that wait to be fetched", []],
  ["mc_media_due_seconds", "How long the file that is due longest has been due", []],
  ["mc_statuses_parked", "Statuses whose message is not known", []],
  ["mc_search_lag", "Events that are not searchable yet, in the workspace that lags most", []],
  ["mc_daily_table_bytes", "What the days of a table take on the disk", ["table"]],
  ["mc_daily_table_days", "How many days of a table there are, with those to come", ["table"]],
] as const;

/**
 * Shows what waits in the database, the same from every process. While the database does not answer these numbers are
 * missing and `mc_queues_measured` is 0; all others are there.
 */
export function measureQueues(ctx: Context, metrics: Metrics): void {
  let last: { at: number; measured: Promise<readonly Measured[]> } | null = null;

  function read(): Promise<readonly Measured[]> {
    const now = performance.now();
    if (last === null || now - last.at > keepMs) {
      last = { at: now, measured: measure(ctx) };
    }
    return last.measured;
  }

  for (const [name, help, labels] of gauges) {
    metrics.gauges(name, help, labels, () =>
      read().then(
        (all) => all.filter((one) => one.name === name),
        () => [],
      ),
    );
  }
  metrics.gauge("mc_queues_measured", "1 while the numbers of the database are there", () =>
    read().then(
      () => 1,
      () => 0,
    ),
  );
}

async function measure(ctx: Context): Promise<Measured[]> {
  const found = new Map<string, Measured>();
  const workspaceIds = await listWorkspaceIds(ctx.db);
  for (let start = 0; start < workspaceIds.length; start += workspacesAtOnce) {
    for (const one of await measureChunk(ctx, workspaceIds.slice(start, start + workspacesAtOnce))) {
      const key = JSON.stringify([one.name, one.labels]);
      const before = found.get(key)?.value ?? 0;
      const value = one.join === "add" ? before + one.value : Math.max(before, one.value);
      found.set(key, { ...one, value });
    }
  }
  const tables = await queries.measureDailyTables(ctx.db.pool);
  return [
    ...found.values(),
    ...tables.flatMap(({ table, days, bytes }) => [
      add("mc_daily_table_bytes", bytes, { table }),
      add("mc_daily_table_days", days, { table }),
    ]),
  ];
}

function measureChunk(ctx: Context, ids: readonly string[]): Promise<Measured[]> {
  return withWorkspaces(ctx.db, ids, async (db) => {
    const delivery = await queries.measureDelivery(db, ids);
    const unknown = await queries.countUnknown(db, ids);
    const quarantined = await queries.countQuarantined(db, ids);
    const channels = await queries.countChannels(db, ids);
    const quiet = await queries.listQuiet(db, ids);
    const backlog = await queries.measureBacklog(db, ids);
    return [
      ...delivery.flatMap(({ channel, waiting, inFlight, dueSeconds }) => [
        add("mc_queue_waiting", waiting, { channel }),
        add("mc_queue_in_flight", inFlight, { channel }),
        largest("mc_queue_due_seconds", dueSeconds, { channel }),
      ]),
      ...unknown.map(({ channel, count }) => add("mc_messages_unknown", count, { channel })),
      ...quarantined.map(({ reason, count }) => add("mc_quarantine_waiting", count, { reason })),
      ...channels.map(({ channel, state, count }) => add("mc_channels", count, { channel, state })),
      ...quiet.flatMap((one) => measureSilence(one, ctx.now())),
      add("mc_media_waiting", backlog.mediaWaiting),
      largest("mc_media_due_seconds", backlog.mediaDueSeconds),
      add("mc_statuses_parked", backlog.parked),
      largest("mc_search_lag", backlog.searchLag),
    ];
  });
}

function measureSilence({ channel, ...rhythm }: queries.QuietChannel, now: Instant): Measured[] {
  const silent = add("mc_channels_silent", isSilent(silentAfter(rhythm), now) ? 1 : 0, { channel });
  const { lastInboundAt } = rhythm;
  const quietMs = lastInboundAt === null ? null : Math.max(0, now - lastInboundAt);
  return quietMs === null
    ? [silent]
    : [silent, largest("mc_channel_quiet_seconds", quietMs / secondMs, { channel })];
}

function add(name: string, value: number, labels: Record<string, string> = {}): Measured {
  return { name, value, labels, join: "add" };
}

function largest(name: string, value: number, labels: Record<string, string> = {}): Measured {
  return { name, value, labels, join: "largest" };
}
