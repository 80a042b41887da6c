import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createWhatsAppAdapter } from "#channels/whatsapp/adapter.ts";
import { mostCounted, type ThreadView } from "#contract/threads.ts";
import { publishedRateCards } from "#domain/rate-cards.ts";
import type { Context } from "#server/context.ts";
import { connectDatabase, type Database, withWorkspaces } from "#server/db/connect.ts";
import { claimWorkspace } from "#server/delivery/claim.ts";
import { createDatabaseClock } from "#server/delivery/database-clock.ts";
import { sweep } from "#server/delivery/sweep.ts";
import { countConversations } from "#server/features/conversations/count-conversations.ts";
import { listAllConversations } from "#server/features/conversations/list-all-conversations.ts";
import { getCosts } from "#server/features/costs/get-costs.ts";
import { getSummary } from "#server/features/costs/get-summary.ts";
import { listMessages } from "#server/features/messages/list-messages.ts";
import { search } from "#server/features/search/search.ts";
import { countThreads } from "#server/features/threads/count-threads.ts";
import { getThread } from "#server/features/threads/get-thread.ts";
import { listThreads } from "#server/features/threads/list-threads.ts";
import { newId } from "#server/ids.ts";
import { endOverdue } from "#server/jobs/end-overdue.ts";
import { createEventFeed } from "#server/live/event-feed.ts";
import { applyFacts } from "#server/record/apply-facts.ts";
import { createTestDatabase, type TestDatabase } from "../support/create-test-database.ts";
import { createDeliveryContext, createLocalDoorbell } from "../support/delivery-context.ts";
import { type Sent, told, wrote } from "../support/record-world.ts";
import { searchedWords, seedMessages } from "../support/seed-messages.ts";
import { seedQueue } from "../support/seed-queue.ts";
import { seedChannel, seedWorkspace } from "../support/seed-workspace.ts";
import { silentLog } from "../support/silent-log.ts";
import { type Ran, watchPlans } from "../support/watch-plans.ts";

const messages = 20_000;
const queued = 2_000;
/** What grows with the history: none of it may be read row by row. */
const large =
  /^(messages|threads|customers|identities|addresses|windows|attempts|charges|daily_costs|conversations|events|search_documents|delivery_queue|webhook_journal)/;

let database: TestDatabase;
let owner: pg.Client;
let serverVersion: number;
let db: Database;
let ingestDb: Database;
let plans: () => Promise<Ran[]>;
let ingestPlans: () => Promise<Ran[]>;
let ctx: Context;
let workspaceId: string;
let channelId: string;
/** Threads that wait for an answer. */
let waiting: number;
const now = Date.now();
const callerId = newId();

beforeAll(async () => {
  database = await createTestDatabase();
  owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const version = await owner.query<{ num: number }>(
    "select current_setting('server_version_num')::int as num",
  );
  serverVersion = version.rows[0]?.num ?? 0;
  const seeding = connectDatabase({ url: database.appUrl, log: silentLog });
  db = connectDatabase({ url: database.appUrl, log: silentLog });
  ingestDb = connectDatabase({ url: database.appUrl, log: silentLog, isPlannedOnce: true });
  for (const amount of [messages / 4, messages]) {
    workspaceId = await seedWorkspace(seeding);
    channelId = await seedChannel(seeding, workspaceId, { kind: "whatsapp", providerId: "1000" });
    await seedMessages(owner, { workspaceId, channelId, messages: amount, assigneeId: callerId, now });
    await seedQueue(owner, { workspaceId, channelIds: [channelId], messages: queued });
  }
  const [counted] = await read<{ waiting: number }>(
    "select count(*)::int as waiting from threads where waiting_since is not null",
  );
  waiting = counted?.waiting ?? 0;
  await seeding.close();
  plans = watchPlans(db);
  ingestPlans = watchPlans(ingestDb);
  const account = {
    workspaceId,
    id: channelId,
    kind: "whatsapp",
    providerId: "1000",
    config: {},
    secrets: null,
  };
  const adapter = createWhatsAppAdapter({ graphUrl: "http://127.0.0.1:9", graphVersion: "v24.0" });
  ctx = createDeliveryContext({
    db,
    now: () => now,
    doorbell: createLocalDoorbell(),
    adapter,
    accounts: [account],
  });
});

afterAll(async () => {
  await ingestDb.close();
  await db.close();
  await owner.end();
  await database.drop();
});

/** Nothing large was read row by row, and no statement looked at more pages than it has a reason for. */
function expectByKeys(
  ran: readonly Ran[],
  bounds: { mostPages: number; mostPassedOver?: number; hot: readonly string[] },
): void {
  const { mostPages, mostPassedOver = 100, hot } = bounds;
  expect(ran.map(({ statement }) => statement)).toEqual(expect.arrayContaining([...hot]));
  expect(
    ran.filter(({ scanned }) => scanned.some(({ table, rows }) => large.test(table) && rows > 0)),
  ).toEqual([]);
  expect(ran.filter(({ pages }) => pages > mostPages)).toEqual([]);
  // Older planners pass over more rows of the same pages; what they read is bounded all the same.
  if (serverVersion >= 180_000) {
    expect(ran.filter(({ passedOver }) => passedOver > mostPassedOver)).toEqual([]);
  }
}

/** One row by its key: down the index, then the row; rarely one page more. */
const perKey = 4;
/** A page of 50 and one more; of each: customer, two addresses, windows, identities, tags, assignee. */
const listPages = 51 * 7 * perKey;

describe("hot statements find what they need by key, with little history and with much", () => {
  it.each(["all", "mine", "unassigned", "mentions", "unanswered"] as const)(
    "the list %s looks up what is on its page, and no other thread",
    async (view) => {
      await listAll(view);
      const hot = [`threads_list_${view}_one`, `threads_list_${view}_any`];
      expectByKeys(await plans(), { mostPages: listPages, hot });
    },
  );

  it.each(["closing", "lost"] as const)(
    "the list %s, which is in the order of the windows, looks at the window of each thread that waits",
    async (view) => {
      await listAll(view);
      const mostPages = listPages + waiting * 2 * perKey;
      const mostPassedOver = waiting + 100;
      const hot = [`threads_list_${view}_one`, `threads_list_${view}_any`];
      expectByKeys(await plans(), { mostPages, mostPassedOver, hot });
    },
  );

  it("counts stop at 1,000 in each of five views, and look at the windows of threads that wait", async () => {
    await countThreads(ctx, { workspaceId, callerId, status: undefined });
    await countThreads(ctx, { workspaceId, callerId, status: "open" });
    const mostPages = 5 * mostCounted + waiting * 2 * perKey;
    expectByKeys(await plans(), { mostPages, mostPassedOver: waiting, hot: [] });
  });

  it("an opened thread and its page of messages look up nothing of the rest of its history", async () => {
    const threadId = await findThread("count(*) > 500");
    await getThread(ctx, { workspaceId, id: threadId });
    expectByKeys(await plans(), { mostPages: 7 * perKey, hot: ["threads_find"] });
    const { nextCursor } = await listMessages(ctx, { workspaceId, threadId, cursor: undefined, limit: 50 });
    expect(nextCursor).not.toBeNull();
    await listMessages(ctx, { workspaceId, threadId, cursor: nextCursor ?? undefined, limit: 50 });
    // Each message: attachments, reactions, charge, attempts, author, key, and what it answers.
    expectByKeys(await plans(), {
      mostPages: 51 * 8 * perKey,
      hot: ["messages_list", "messages_list_before"],
    });
  });

  it("costs are read from the sums of their days, conversations from their index, and no message for a count", async () => {
    const days = Math.ceil((messages * 10) / 86_400) + 2;
    await getCosts(ctx, { workspaceId, by: "day" });
    await getCosts(ctx, { workspaceId, by: "agent" });
    await getSummary(ctx, { workspaceId, month: undefined });
    const mostPages = days * 4 * perKey + waiting * 2 * perKey;
    const mostPassedOver = waiting + 100;
    expectByKeys(await plans(), {
      mostPages,
      mostPassedOver,
      hot: ["costs_sum_by_day", "costs_sum_by_agent"],
    });
    await countConversations(ctx, { workspaceId });
    await listAllConversations(ctx, { workspaceId });
    const hot = ["conversations_list_all", "conversations_count_kinds"];
    expectByKeys(await plans(), { mostPages: 51 * 8 * perKey, hot });
  });

  it("a search looks at the hits of the newest shelves, never at the messages without the words", async () => {
    const { frequent, rare } = searchedWords;
    const hot = ["search_find_messages", "search_find_people"];
    expect((await search(ctx, { workspaceId, callerId, q: frequent })).messages).not.toEqual([]);
    // One in six messages has the word: those of the newest shelf, which is not full, and what is shown of the found.
    expectByKeys(await plans(), { mostPages: listPages, hot });
    expect((await search(ctx, { workspaceId, callerId, q: rare })).messages).not.toEqual([]);
    const ran = await plans();
    const found = ran.filter(({ statement }) => statement === "search_find_messages");
    // Twenty messages and their words on three shelves; all words that are stored lie on some 1,000 pages.
    expectByKeys(found, { mostPages: 20 * 2 * perKey + 3 * 20, hot: ["search_find_messages"] });
  });

  it("a claim looks at what it takes, and not at the rest of the queue", async () => {
    const time = { now: () => performance.now(), after: () => () => undefined };
    const room = 100;
    // Limits of lanes that were written to before; nobody told the planner of them.
    await owner.query(
      `insert into send_limits (workspace_id, channel_id, scope, theoretical_arrival_at)
       select workspace_id, channel_id, lane, now() from delivery_queue where workspace_id = $1`,
      [workspaceId],
    );
    const noFiles = { files: { get: async () => null }, handingOver: { room: () => 0, has: () => false } };
    const claim = { workspaceId, room, leadMs: 10, clock: createDatabaseClock(time), ...noFiles };
    expect((await claimWorkspace(ctx, claim)).attempts).not.toEqual([]);
    const hot = [
      "delivery_find_outlooks",
      "delivery_find_due",
      "delivery_load_queued",
      "delivery_lease_rows",
    ];
    expectByKeys(await plans(), { mostPages: room * 3 * perKey, hot });
  });

  it("a sweep looks up message and window of what is queued, and no other message", async () => {
    await sweep(ctx, [workspaceId]);
    await endOverdue(ctx, [workspaceId]);
    const hot = ["delivery_find_neglected", "record_find_overdue"];
    const mostPassedOver = 2 * queued;
    expectByKeys(await plans(), { mostPages: queued * 2 * perKey, mostPassedOver, hot });
  });

  it("the stream reads what is new from the day's partition, one look into each of the others", async () => {
    const feed = createEventFeed(ctx);
    await feed.follow({ workspaceId, seq: 0, write: () => true, end: () => undefined }, messages - 100);
    feed.close();
    expectByKeys(await plans(), { mostPages: 100, hot: ["live_find_event_range", "live_list_events_after"] });
  });

  it("ingest looks up who wrote and what a status speaks of, with the days around it", async () => {
    const [sent] = await read<Sent>(
      `select m.id as "messageId", a.provider_id as "providerId", a.id as "attemptId", m.thread_id as "threadId",
        m.identity_id as "identityId" from messages m join attempts a on a.message_id = m.id
      where m.thread_id = $1 limit 1`,
      await findThread("count(*) between 15 and 20 and count(*) filter (where direction = 'out') > 2"),
    );
    const number = { workspaceId, channelId };
    const facts = [
      wrote(number, { waId: "34600900007" }, { providerId: "wamid.known", sentAt: now }),
      wrote(number, { waId: "34600700001" }, { providerId: "wamid.new", sentAt: now }),
      ...(sent === undefined ? [] : [told(number, sent, { status: "read", at: now })]),
    ];
    expect(facts).toHaveLength(3);
    await withWorkspaces(ingestDb, [workspaceId], (db) =>
      applyFacts(db, facts, { now, newId, cards: publishedRateCards }),
    );
    const hot = [
      "record_load_people_by_keys",
      "record_load_messages_by_provider",
      "record_load_settling_messages",
      "record_load_settling_attempts",
      "record_load_settling_parked",
    ];
    expectByKeys(await ingestPlans(), { mostPages: 200, hot });
  });
});

/** The first page of a view with and without a status, and the page after it where there is one. */
async function listAll(view: ThreadView): Promise<void> {
  await listThreads(ctx, { workspaceId, callerId, view, status: "open" });
  const { nextCursor } = await listThreads(ctx, { workspaceId, callerId, view });
  if (nextCursor !== null) {
    await listThreads(ctx, { workspaceId, callerId, view, cursor: nextCursor });
  }
}

/** A thread with such an amount of messages. */
async function findThread(condition: string): Promise<string> {
  const [row] = await read<{ id: string }>(
    `select thread_id as id from messages group by thread_id having ${condition} order by 1 limit 1`,
  );
  return row?.id ?? "";
}

async function read<Row extends object>(text: string, ...values: string[]): Promise<Row[]> {
  const rows = await owner.query<Row & Record<string, unknown>>(text, values);
  return rows.rows;
}
