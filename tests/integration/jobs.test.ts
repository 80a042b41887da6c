import { afterEach, beforeEach, expect, it } from "vitest";
import { dayMs, hourMs } from "#domain/time.ts";
import { toTimestamp } from "#server/db/column-types.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { checkHealths } from "#server/features/channels/check-health.ts";
import { reconcileCosts } from "#server/features/costs/reconcile-costs.ts";
import { syncTemplates } from "#server/features/templates/sync-templates.ts";
import { newId } from "#server/ids.ts";
import { createJobs, type jobSchedules } from "#server/jobs/all-jobs.ts";
import { enterGuest } from "../support/guest.ts";
import { withAdmin } from "../support/test-server.ts";
import { startWorld, type World } from "../support/world.ts";

let world: World;
let sweeps = 0;
const refused = newId();

beforeEach(async () => {
  sweeps = 0;
  world = await startWorld({ env: { ROLE: "web,ingest,delivery,mail" } });
});

afterEach(() => world.close());

async function run(
  name: (typeof jobSchedules)[number]["name"],
  workspaceIds: string[] = [world.workspaceId],
): Promise<void> {
  const { ctx } = world.server;
  const jobs = createJobs({
    ctx,
    ownerUrl: world.database.ownerUrl,
    keepDays: { journal: 30, events: 7 },
    media: {
      async sweep() {
        sweeps += 1;
      },
    },
    blobs: { remove: async () => undefined },
    listWorkspaceIds: async () => workspaceIds,
    async syncTemplates(workspaceId) {
      if (workspaceId === refused) {
        throw new Error("The provider refuses this account");
      }
      await syncTemplates(ctx, workspaceId);
    },
    async reconcileCosts(workspaceId) {
      if (workspaceId === refused) {
        throw new Error("The provider refuses this account");
      }
      await reconcileCosts(ctx, workspaceId);
    },
    readHealths: (workspaceId) => checkHealths(ctx, workspaceId),
  });
  await jobs.find((job) => job.name === name)?.run();
}

it("templates of every workspace are read again; one that can't be read holds up no other", async () => {
  const before = await syncedAt();
  await run("sync-templates", [refused, world.workspaceId]);
  expect(await syncedAt()).toBeGreaterThan(before);
});

it("what was billed is read for every workspace, also when another one can't be read", async () => {
  world.clock.set("2026-03-10T09:00:00+01:00");
  await run("reconcile-costs", [refused, world.workspaceId]);
  const days = await query<{ days: number }>("select count(*)::int as days from billed_days");
  // Nothing was sent, so the two newest days may be missing from the bill.
  expect(days[0]?.days).toBe(2 * 33);
});

it("F5: statuses that waited seven days for their message are forgotten, younger ones are not", async () => {
  const now = world.server.ctx.now();
  const [old, young] = [newId(), newId()];
  for (const [id, receivedAt] of [
    [old, now - 7 * dayMs - hourMs],
    [young, now - 7 * dayMs + hourMs],
  ] as const) {
    await query(
      `insert into parked_statuses (workspace_id, id, channel_id, provider_id, fact, received_at)
       values ($1, $2, $3, $4, '{}', $5)`,
      [world.workspaceId, id, world.whatsappChannelId, id, toTimestamp(receivedAt)],
    );
  }
  await run("forget-parked");
  expect(await query("select id from parked_statuses")).toEqual([{ id: young }]);
});

it("partitions of the coming days are made, by the clock that stamps the rows", async () => {
  world.clock.set("2027-02-01T12:00:00Z");
  expect(await partitions("20270209")).toEqual([]);
  await run("make-partitions");
  expect(await partitions("20270209")).toEqual(["events_20270209", "webhook_journal_20270209"]);
});

it("messages that time has ended count as undelivered, and their charge is dropped", async () => {
  const guest = await enterGuest(world, { waId: "34600900001", name: "María" });
  world.cloudApi.changeCustomer(guest.id, { isOnline: false });
  await guest.sendTemplate("recordatorio_llegada", { "1": "María", "2": "viernes" });
  const { id } = await guest.lastMessage();
  world.clock.advance(37 * dayMs - hourMs);
  await run("end-overdue");
  expect(await query("select status from messages where id = $1", [id])).toEqual([{ status: "sent" }]);
  world.clock.advance(2 * hourMs);
  await run("end-overdue");
  expect(
    await query("select status, failure->>'reason' as reason from messages where id = $1", [id]),
  ).toEqual([{ status: "expired", reason: "undelivered" }]);
  const charges = await query("select state from charges where message_id = $1 order by entry", [id]);
  expect(charges.at(-1)).toEqual({ state: "dropped" });
});

it("files are looked for", async () => {
  await run("fetch-media");
  expect(sweeps).toBe(1);
});

function query<Row extends Record<string, unknown>>(text: string, values: unknown[] = []): Promise<Row[]> {
  return withWorkspaces(world.server.ctx.db, [world.workspaceId], (db) => db.query<Row>({ text, values }));
}

async function syncedAt(): Promise<number> {
  const [row] = await query<{ at: number }>(
    "select (extract(epoch from max(synced_at)) * 1000000)::bigint as at from templates",
  );
  return row?.at ?? 0;
}

async function partitions(day: string): Promise<string[]> {
  const { rows } = await withAdmin(world.database.adminUrl, (admin) =>
    admin.query<{ name: string }>(
      "select relname as name from pg_class where relkind = 'r' and relname ~ $1 order by relname",
      [`^(events|webhook_journal)_${day}$`],
    ),
  );
  return rows.map(({ name }) => name);
}
