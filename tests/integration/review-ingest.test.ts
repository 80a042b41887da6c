import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withWorkspaces } from "#server/db/connect.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { eventually } from "../support/eventually.ts";
import { bodyOf, type Part, seconds, textOf } from "../support/webhook-bodies.ts";
import { postWebhook } from "../support/webhooks.ts";
import { march, startWorld, type World } from "../support/world.ts";

let world: World;
let count = 0;
const now = Date.parse(march("10 18:02:00"));

beforeAll(async () => {
  world = await startWorld({ clockStandsStill: true, startAt: march("01 09:00:00") });
  world.clock.set(now);
  await asOwner("alter table messages add constraint poison check (text <> 'veneno')");
});
afterAll(() => world.close());

async function asOwner(text: string): Promise<void> {
  const owner = new pg.Client({ connectionString: world.database.ownerUrl });
  await owner.connect();
  await owner.query(text);
  await owner.end();
}
async function asAdmin(text: string): Promise<number> {
  const admin = new pg.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
  const { rowCount } = await admin.query(`${text} and datname = current_database()`);
  await admin.end();
  return rowCount ?? 0;
}
const rows = <Row extends object>(text: string, values: readonly unknown[] = []) =>
  withWorkspaces(world.server.ctx.db, [world.workspaceId], (db) =>
    db.query<Row & Record<string, unknown>>({ text, values }),
  );
/** Texts of messages whose id begins so, in the order in which they were filed. */
const textsOf = async (prefix: string) => {
  const found = await rows<{ text: string }>(
    "select text from messages where starts_with(provider_id, $1) order by seq",
    [prefix],
  );
  return found.map(({ text }) => text);
};
const reasons = async () =>
  (await rows<{ reason: string }>("select reason from quarantine order by id")).map(({ reason }) => reason);
const newText = (prefix: string, text: string): Part => {
  count += 1;
  return textOf({ id: `${prefix}${count}`, waId: `3460090${3000 + count}`, at: now, text });
};
const send = (messages: readonly Part[], phoneNumberId: string = hotel.phoneNumberId) =>
  postWebhook(world.webhookUrl, bodyOf({ messages, phoneNumberId }));

describe("messages of one body (P7)", () => {
  it.each([
    ["the first", [0]],
    ["one in the middle", [517]],
    ["the last", [999]],
    ["three", [3, 500, 501]],
  ])(
    "%s that the database refuses stops none of the 999 others; sent again, it changes nothing",
    async (_, bad) => {
      const prefix = `wamid.P${count}.`;
      const texts = Array.from({ length: 1_000 }, (_, index) =>
        bad.includes(index) ? "veneno" : `n${index}`,
      );
      const messages = texts.map((text) => newText(prefix, text));
      const before = await reasons();
      const first = await send(messages);
      await world.server.settled();
      expect([200, 503]).toContain(first);
      expect(await textsOf(prefix)).toEqual(texts.filter((text) => text !== "veneno"));
      expect((await reasons()).slice(before.length)).toEqual(["refused-by-rules"]);
      const journal = await rows("select id, count(*) from webhook_journal group by id having count(*) > 1");
      expect(journal).toEqual([]);
    },
  );

  it("a body that is bad all over is given up, and what comes after it is served", async () => {
    const prefix = `wamid.Q${count}.`;
    await send(Array.from({ length: 300 }, () => newText(prefix, "veneno")));
    await world.server.settled();
    expect((await reasons()).at(-1)).toBe("refused-by-rules");
    expect(await send([newText(prefix, "Hola")])).toBe(200);
    expect(await textsOf(prefix)).toEqual(["Hola"]);
  });
});

describe("a mail that takes long to store", () => {
  it("P7 F17 is taken all the same, and holds up no webhook", async () => {
    await asOwner(`create function dawdle() returns trigger language plpgsql as
      $$ begin if new.source = 'email' then perform pg_sleep(2.5); end if; return new; end $$;
      create trigger dawdle before insert on webhook_journal for each row execute function dawdle()`);
    await world.mail.deliver({ from: "large@example.com", subject: "Grande", text: "50 MB" });
    const isSleeping = async () =>
      (await asAdmin("select 1 from pg_stat_activity where wait_event = 'PgSleep'")) > 0;
    await eventually(isSleeping, { what: "the mail is being stored" });
    expect(await send([newText("wamid.M", "Hola")])).toBe(200);
    const mails = () => rows("select id from messages where kind = 'email' and subject = 'Grande'");
    await eventually(async () => (await mails()).length === 1, { what: "the mail is in its thread" });
    await asOwner("drop trigger dawdle on webhook_journal");
  });
});

describe("one channel whose secrets can't be opened (P7)", () => {
  it("does not stop the webhooks of the others", async () => {
    const [before] = await rows<{ secrets: Buffer }>("select secrets from channels where id = $1", [
      world.emailChannelId,
    ]);
    await rows("update channels set secrets = '\\x00' where id = $1 returning id", [world.emailChannelId]);
    world.server.ctx.accounts.forget(world.workspaceId);
    expect(await send([newText("wamid.S", "Hola")])).toBe(200);
    await rows("update channels set secrets = $2 where id = $1 returning id", [
      world.emailChannelId,
      before?.secrets,
    ]);
    world.server.ctx.accounts.forget(world.workspaceId);
  });
});

describe("statuses with absurd times (F16)", () => {
  it.each([
    ["far in the future", seconds(Date.parse("2090-01-01T00:00:00Z")), "34600903998"],
    ["years ago", seconds(Date.parse("2015-01-01T00:00:00Z")), "34600903999"],
  ])("read %s: within bounds of the receipt", async (_, timestamp, waId) => {
    await send([textOf({ id: `wamid.T${timestamp}`, waId, at: now, text: "Hola" })]);
    const [target] = await rows<{ id: string; threadId: string }>(
      `select m.id, m.thread_id as "threadId" from messages m where provider_id = $1`,
      [`wamid.T${timestamp}`],
    );
    const sent = await world.api.post<{ id: string }>(`/threads/${target?.threadId}/messages`, {
      kind: "text",
      channelId: world.whatsappChannelId,
      clientId: crypto.randomUUID(),
      text: "Sí",
    });
    await world.server.settled();
    const [attempt] = await rows<{ id: string; providerId: string }>(
      `select id, provider_id as "providerId" from attempts where message_id = $1`,
      [sent.id],
    );
    const status = {
      id: attempt?.providerId,
      status: "read",
      timestamp,
      recipient_id: waId,
      biz_opaque_callback_data: attempt?.id,
    };
    expect(await postWebhook(world.webhookUrl, bodyOf({ statuses: [status] }))).toBe(200);
    const [message] = await rows<{ readAt: number; status: string }>(
      `select read_at as "readAt", status from messages where id = $1`,
      [sent.id],
    );
    expect(message?.status).toBe("read");
    expect(message?.readAt).toBeGreaterThanOrEqual(now - 7 * 86_400_000);
    expect(message?.readAt).toBeLessThanOrEqual(now + 300_000);
  });
});
