import { type ThreadStatus, type ThreadView, threadStatus } from "#contract/threads.ts";
import type { Instant } from "#domain/time.ts";
import { windowMs } from "#domain/window.ts";
import { toTimestamp } from "../../db/column-types.ts";
import type { Transaction } from "../../db/connect.ts";
import type { Position } from "../cursor.ts";
import { type ThreadRow, threadColumns, threadJoins } from "./threads.queries.ts";

/** Which page of which view. `windowKinds` are the kinds of channels that have windows. */
export type ThreadPage = {
  workspaceId: string;
  windowKinds: readonly string[];
  view: ThreadView;
  status: ThreadStatus | null;
  tagId: string | null;
  callerId: string;
  /** Only these threads; null: all of the view. */
  ids: readonly string[] | null;
  after: Position | null;
  limit: number;
  now: Instant;
};

const pageColumns = `t.workspace_id, t.id, t.customer_id, t.last_message, t.last_activity_at, t.unread, t.waiting_since,
  t.waiting_channel_id, t.waiting_identity_id, t.status, t.snoozed_until, t.assignee_id, t.version, t.reply_channel_id,
  t.reply_identity_id, t.merged_into`;

type ViewQuery = {
  joins: string;
  where: string;
  sortedBy: string;
  direction: "asc" | "desc";
  /** The view's index has the status before the order: each status is a walk of its own. */
  isByStatus: boolean;
};

/** How many threads a page has, unless another number is asked for. */
export const usualLimit = 50;

/** One page of a view, one row more than `limit`. */
export async function listThreads(db: Transaction, page: ThreadPage): Promise<ThreadRow[]> {
  const { workspaceId, windowKinds, status, tagId, ids, after, limit } = page;
  const values: unknown[] = [workspaceId, windowKinds];
  const parameter = (value: unknown) => `$${values.push(value)}`;
  // A number in the text: with a parameter the planner would think of thousands of rows, and plan the page anew each time.
  const most = ids === null ? String(limit + 1) : parameter(limit + 1);
  const { joins, where, sortedBy, direction, isByStatus } = viewQuery(page, parameter);
  // The keys first where the threads are named: nothing of the view is walked for them.
  const from =
    ids === null
      ? "threads"
      : `(select ${pageColumns} from threads t where t.workspace_id = $1 and t.id = any(${parameter(ids)}::uuid[]) offset 0)`;
  const beyond = direction === "asc" ? ">" : "<";
  const keyset =
    after === null
      ? ""
      : `and (${sortedBy}, t.id) ${beyond} (${parameter(toTimestamp(after.at))}, ${parameter(after.id)}::uuid)`;
  const withTag =
    tagId === null
      ? ""
      : `and exists (select from thread_tags x
          where x.workspace_id = t.workspace_id and x.tag_id = ${parameter(tagId)} and x.thread_id = t.id)`;
  const walk = (
    statusFilter: string,
  ) => `(select ${pageColumns}, ${sortedBy} as sorted_by from ${from} t ${joins}
    where t.workspace_id = $1 and t.merged_into is null ${where} ${withTag} ${statusFilter} ${keyset}
    order by ${sortedBy} ${direction}, t.id ${direction} limit ${most})`;
  const statuses = status === null && isByStatus ? threadStatus.options : [status];
  const walks = statuses.map((one) => walk(one === null ? "" : `and t.status = ${parameter(one)}`));
  return db.query<ThreadRow>({
    // How many threads have a tag decides the plan: with a tag it is planned anew each time. Other limits are other texts.
    ...(tagId === null && (ids !== null || limit === usualLimit) && { name: nameOf(page) }),
    // The page is cut out before the rest is looked up, so that a row outside of it costs nothing.
    text: `with page as materialized (
        select ${pageColumns}, t.sorted_by from (${walks.join(" union all ")}) t
        order by t.sorted_by ${direction}, t.id ${direction} limit ${most})
      select ${threadColumns}, t.sorted_by as "sortedBy" from page t ${threadJoins}
      order by t.sorted_by ${direction}, t.id ${direction}`,
    values,
  });
}

function nameOf({ view, status, ids, after }: ThreadPage): string {
  return `threads_list_${view}_${status === null ? "any" : "one"}${ids === null ? "" : "_ids"}${after === null ? "" : "_after"}`;
}

/** The window that the waiting customer wrote in, found by its key from the few threads that wait. */
const waitingWindow = `cross join lateral (
    select x.last_customer_message_at, x.refused_attempt_at from windows x
    where x.workspace_id = t.workspace_id and x.channel_id = t.waiting_channel_id
      and x.identity_id = t.waiting_identity_id offset 0) w`;

/** Whether that window is open after the moment given; $n is that moment less 24 hours. */
const isOpen = (opensAfter: string) => `(w.last_customer_message_at > ${opensAfter}
  and (w.refused_attempt_at is null or w.refused_attempt_at < w.last_customer_message_at))`;

function viewQuery(
  { view, callerId, now }: Pick<ThreadPage, "view" | "callerId" | "now">,
  parameter: (value: unknown) => string,
): ViewQuery {
  const opensAfter = () => parameter(toTimestamp(now - windowMs));
  const byActivity = {
    joins: "",
    sortedBy: "t.last_activity_at",
    direction: "desc",
    isByStatus: true,
  } as const;
  const byWindow = { joins: waitingWindow, sortedBy: "w.last_customer_message_at", isByStatus: false };
  switch (view) {
    case "all":
      return { ...byActivity, where: "" };
    case "mine":
      return { ...byActivity, where: `and t.assignee_id = ${parameter(callerId)}` };
    case "unassigned":
      return { ...byActivity, where: "and t.assignee_id is null" };
    case "mentions":
      return {
        ...byActivity,
        where: `and exists (select from mentions x
          where x.workspace_id = t.workspace_id and x.user_id = ${parameter(callerId)} and x.thread_id = t.id)`,
      };
    case "unanswered":
      return {
        joins: "",
        where: "and t.waiting_since is not null",
        sortedBy: "t.waiting_since",
        direction: "asc",
        isByStatus: false,
      };
    case "closing":
      return {
        ...byWindow,
        where: `and t.waiting_since is not null and ${isOpen(opensAfter())}`,
        direction: "asc",
      };
    case "lost":
      return {
        ...byWindow,
        where: `and t.waiting_since is not null and w.last_customer_message_at is not null and not ${isOpen(opensAfter())}`,
        direction: "desc",
      };
    default:
      return view satisfies never;
  }
}

/** How many threads the views have, none counted past `most`. */
export type CountRow = {
  all: number;
  mine: number;
  unassigned: number;
  mentions: number;
  unanswered: number;
  closing: number;
  closingSoon: number;
  lost: number;
};

/** Windows are looked up for this many waiting threads, those that began to wait last: where open windows are. */
const mostWindows = 5_000;

/** Counts all views at once, each by its own index and no further than `most`. */
export async function countThreads(
  db: Transaction,
  input: {
    workspaceId: string;
    callerId: string;
    statuses: readonly ThreadStatus[];
    opensAfter: Instant;
    closesSoonBefore: Instant;
    most: number;
  },
): Promise<CountRow | undefined> {
  const count = (where: string) => `(select count(*)::int from (select from threads t
    where t.workspace_id = $1 and t.merged_into is null and t.status = any($2::text[]) ${where} limit $6) counted)`;
  const rows = await db.query<CountRow>({
    // Without a name: how many threads have a status decides the plan.
    text: `select ${count("")} as "all", ${count("and t.assignee_id = $3")} as mine,
        ${count("and t.assignee_id is null")} as unassigned,
        ${count("and t.id in (select x.thread_id from mentions x where x.workspace_id = $1 and x.user_id = $3)")} as mentions,
        ${count("and t.waiting_since is not null")} as unanswered,
        least(windows.closing, $6) as closing, least(windows.soon, $6) as "closingSoon", least(windows.lost, $6) as lost
      from (
        select count(*) filter (where ${isOpen("$4")})::int as closing,
          count(*) filter (where ${isOpen("$4")} and w.last_customer_message_at < $5)::int as soon,
          count(*) filter (where w.last_customer_message_at is not null and not ${isOpen("$4")})::int as lost
        from (select t.workspace_id, t.waiting_channel_id, t.waiting_identity_id from threads t
          where t.workspace_id = $1 and t.waiting_since is not null and t.merged_into is null
            and t.status = any($2::text[])
          order by t.waiting_since desc limit ${mostWindows}) t ${waitingWindow}) windows`,
    values: [
      input.workspaceId,
      input.statuses,
      input.callerId,
      toTimestamp(input.opensAfter),
      toTimestamp(input.closesSoonBefore),
      input.most,
    ],
  });
  return rows[0];
}
