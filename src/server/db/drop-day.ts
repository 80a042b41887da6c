import pg from "pg";
import { databaseFailure } from "./database-failure.ts";
import { isFree } from "./partitions.ts";

/** One daily partition: its times from `from` on and before `to`. */
export type Day = { partition: string; from: number; to: number };

/** Nobody waits longer than this behind a day that is dropped; when somebody reads for longer, a later run drops it. */
const patienceMs = 200;

const dayMs = 86_400_000;

/** Days of a table that is partitioned by time which ended before a time, the oldest first. */
export async function listDaysBefore(owner: pg.Pool, table: string, before: number): Promise<Day[]> {
  const { rows } = await owner.query<{ partition: string }>(
    `select c.relname as partition from pg_inherits i
     join pg_class c on c.oid = i.inhrelid
     where i.inhparent = $1::regclass and c.relname ~ $2 order by c.relname`,
    [`public.${table}`, `^${table}_[0-9]{8}$`],
  );
  return rows
    .map(({ partition }) => {
      const from = Date.parse(partition.slice(-8).replace(/(....)(..)(..)/, "$1-$2-$3"));
      return { partition, from, to: from + dayMs };
    })
    .filter(({ to }) => to <= before);
}

/**
 * Drops one day, entirely or not at all. `isNeeded` is asked while nobody can write into the day any more. Answers "busy"
 * when a backup reads or somebody else held the table too long.
 */
export async function dropDay(
  owner: pg.Pool,
  table: string,
  day: Day,
  isNeeded: (client: pg.ClientBase) => Promise<boolean>,
): Promise<"dropped" | "needed" | "busy"> {
  return inTurn(owner, async (client) => {
    await client.query(`alter table ${table} detach partition ${day.partition}`);
    if (await isNeeded(client)) {
      return "needed";
    }
    await client.query(`drop table ${day.partition}`);
    return "dropped";
  });
}

/** Runs `work` while nobody makes, drops or backs up partitions; commits unless it answers "needed". */
export async function inTurn<Answer extends string>(
  owner: pg.Pool,
  work: (client: pg.ClientBase) => Promise<Answer>,
): Promise<Answer | "busy"> {
  const client = await owner.connect();
  try {
    await client.query(`begin; set local lock_timeout = ${patienceMs}`);
    const answer = (await isFree(client)) ? await work(client) : "busy";
    await client.query(answer === "needed" ? "rollback" : "commit");
    return answer;
  } catch (error) {
    await client.query("rollback").catch(() => undefined);
    if (isInTheWay(error)) {
      return "busy";
    }
    throw error;
  } finally {
    client.release();
  }
}

/** SQLSTATE of a lock that was not to be had in time. */
const lockNotAvailable = "55P03";

function isInTheWay(error: unknown): boolean {
  const code = error instanceof pg.DatabaseError ? error.code : null;
  return code === lockNotAvailable || databaseFailure(error) === "conflict";
}
