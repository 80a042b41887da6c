import type { Instant } from "#domain/time.ts";
import { toTimestamp } from "../db/column-types.ts";
import type { Transaction } from "../db/connect.ts";
import type { CustomerRow, IdentityRow, ThreadRow, WindowRow } from "./rows.ts";
import { columnsAs, readRow, type Table } from "./table.ts";
import { customerTable, identityTable, threadTable, windowTable } from "./tables.ts";

/** One customer with one identity, the thread, one of the identity's windows, and what a late message may correct. */
export type PersonRow = {
  customer: CustomerRow;
  identity: IdentityRow | null;
  thread: ThreadRow | null;
  window: WindowRow | null;
  /** When the identity's earliest message counts that was tried after the late one and judged without an open window. */
  correctedAt: Instant | null;
};

const identityPlace = placeAfter(customerTable, 0);
const threadPlace = placeAfter(identityTable, identityPlace);
const windowPlace = placeAfter(threadTable, threadPlace);
const correctedPlace = placeAfter(windowTable, windowPlace);

const channels = "array(select h.id from channels h where h.workspace_id = $1)";
/** How long an attempt may take until it counts. */
const slack = "interval '15 minutes'";

/**
 * Everybody whom one of the keys leads to, in one statement: a row for each of their identities and its windows. `since`
 * is the time of the earliest message under a key; null when none came.
 */
export async function loadPeopleByKeys(
  db: Transaction,
  workspaceId: string,
  keys: ReadonlyMap<string, Instant | null>,
): Promise<PersonRow[]> {
  const rows = await db.query<unknown[]>({
    name: "record_load_people_by_keys",
    rowMode: "array",
    text: `with people as materialized (
        select a.customer_id, min(k.since) as since
        from unnest($2::text[], $3::timestamptz[]) as k(match_key, since)
        join addresses a on a.workspace_id = $1 and a.match_key = k.match_key
        group by a.customer_id)
      select ${columnsAs(customerTable, "c")}, ${columnsAs(identityTable, "i")}, ${columnsAs(threadTable, "t")},
        ${columnsAs(windowTable, "w")},
        (select min(m.counted_at) from messages m
          where m.workspace_id = $1 and m.channel_id = any(${channels}) and m.identity_id = i.id
            and m.counted_at >= p.since - ${slack} and m.attempt_at >= p.since
            and m.window_open_at_attempt is not true)
      from people p
      join customers c on c.workspace_id = $1 and c.id = p.customer_id
      left join identities i on i.workspace_id = $1 and i.customer_id = c.id
      left join threads t on t.workspace_id = $1 and t.customer_id = c.id
      left join windows w on w.workspace_id = $1 and w.identity_id = i.id
        and w.channel_id = any(${channels})`,
    values: [
      workspaceId,
      [...keys.keys()],
      [...keys.values()].map((since) => (since === null ? null : toTimestamp(since))),
    ],
  });
  const read = <Row extends { workspaceId: string }>(table: Table<Row>, values: unknown[], place: number) =>
    readRow(table, { workspaceId, values, place });
  return rows.map((values) => ({
    customer: read(customerTable, values, 0),
    identity: values[identityPlace] === null ? null : read(identityTable, values, identityPlace),
    thread: values[threadPlace] === null ? null : read(threadTable, values, threadPlace),
    window: values[windowPlace] === null ? null : read(windowTable, values, windowPlace),
    correctedAt: readInstant(values[correctedPlace]),
  }));
}

function placeAfter<Row extends { workspaceId: string }>({ own }: Table<Row>, place: number): number {
  return place + own.length;
}

function readInstant(value: unknown): Instant | null {
  return typeof value === "number" ? value : null;
}
