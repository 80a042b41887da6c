import pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { hotel as outside } from "../../scripts/demo/hotel.ts";
import { hotelTemplates } from "../../scripts/demo/hotel-templates.ts";
import { type Outside, startOutside } from "../../scripts/demo/start-outside.ts";
import { createClock } from "../../simulators/clock.ts";
import { type Hotel, startHotel } from "../support/start-api.ts";

const number = {
  kind: "whatsapp",
  name: "Recepción",
  phoneNumberId: outside.phoneNumberId,
  wabaId: outside.wabaId,
  accessToken: outside.accessToken,
  appSecret: outside.appSecret,
  verifyToken: outside.verifyToken,
};

describe("channels", () => {
  let world: Outside;
  let hotel: Hotel;

  beforeAll(async () => {
    world = await startOutside({ clock: createClock(), port: 0 });
    hotel = await startHotel({ graphUrl: world.cloudApi.url });
  });

  afterAll(async () => {
    await hotel.close();
    await world.close();
  });

  it("are refused with the provider's problem when a token is wrong, and nothing is stored", async () => {
    const { status, body } = await hotel.owner("POST", "/channels", { ...number, accessToken: "wrong" });
    expect([status, body]).toMatchObject([
      422,
      { code: "CONNECTION_REFUSED", details: { problems: [{ code: "token-refused" }] } },
    ]);
    expect((await hotel.owner("GET", "/channels")).body.items).toEqual([]);
  });

  it("are connected after a check, shown without secrets, with their templates", async () => {
    const { status, body } = await hotel.owner("POST", "/channels", number);
    expect([status, body]).toEqual([
      201,
      {
        id: expect.any(String),
        kind: "whatsapp",
        name: "Recepción",
        address: "+34600900900",
        providerId: outside.phoneNumberId,
        accountRef: outside.wabaId,
        hasWindow: true,
        hold: null,
        alarm: null,
        sends: expect.arrayContaining(["text", "template", "image", "reaction"]),
        state: "connected",
        stateDetail: null,
        lastInboundAt: null,
        silentAfter: null,
        webhookPath: expect.stringMatching(/^\/webhooks\/whatsapp\/[\w-]{22}$/),
        rotatesAppSecret: false,
        disconnectedAt: null,
        senderName: null,
        billing: { currency: "USD", timeZone: "Europe/Madrid" },
      },
    ]);
    const shown = JSON.stringify([body, (await hotel.owner("GET", "/channels")).body]);
    for (const secret of [outside.accessToken, outside.appSecret, outside.verifyToken]) {
      expect(shown).not.toContain(secret);
    }
    const { body: templates } = await hotel.owner("GET", "/templates");
    expect((templates.items as unknown[]).length).toBe(hotelTemplates.length);
  });

  it("keep their secrets sealed (S11), and open to the server alone", async () => {
    const { rows } = await hotel.db.pool.query("select 1 from channels");
    expect(rows).toEqual([]);
    const [account] = await hotel.ctx.accounts.list(hotel.workspaceId);
    expect(account?.secrets).toMatchObject({ accessToken: outside.accessToken });
    expect(JSON.stringify(account?.config)).not.toContain(outside.accessToken);
  });

  it("are billed in the currency that WhatsApp names: an owner's word does not change it", async () => {
    const { items } = (await hotel.owner("GET", "/channels")).body as { items: { id: string }[] };
    expect(await hotel.owner("PATCH", `/channels/${items[0]?.id}`, { currency: "EUR" })).toMatchObject({
      status: 409,
      body: { code: "CURRENCY_FIXED", details: { because: "told", currency: "USD" } },
    });
  });

  it("are connected once", async () => {
    const { status, body } = await hotel.owner("POST", "/channels", number);
    expect([status, body.code]).toEqual([409, "CHANNEL_EXISTS"]);
  });

  it("have the templates of the provider after a sync: changed ones keep their id, gone ones go", async () => {
    const list = async () =>
      (await hotel.owner("GET", "/templates")).body.items as {
        id: string;
        name: string;
        status: string;
        components: unknown[];
      }[];
    const [first] = await list();
    const [stored] = await withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
      db.query<{ id: string }>({
        text: "select provider_id as id from templates where workspace_id = $1 and id = $2",
        values: [hotel.workspaceId, first?.id],
      }),
    );
    world.cloudApi.changeTemplate(stored?.id ?? "", { status: "PAUSED" });
    const { status, body } = await hotel.owner("POST", "/templates/sync");
    expect(status).toBe(200);
    expect(body.items).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: first?.id, status: "paused" })]),
    );
  });

  it("say what the provider has against data that is not connected, and store nothing", async () => {
    const before = await hotel.owner("GET", "/channels");
    const tried = { ...number, phoneNumberId: outside.phoneNumberId2 };
    const good = await hotel.owner("POST", "/channels/try", tried);
    expect([good.status, good.body]).toEqual([200, { problems: [] }]);
    const bad = await hotel.owner("POST", "/channels/try", { ...tried, wabaId: "1" });
    expect(bad.body.problems).toMatchObject([{ code: "account-not-found" }]);
    expect((await hotel.owner("GET", "/channels")).body).toEqual(before.body);
  });

  const only = async () => {
    const { body } = await hotel.owner("GET", "/channels");
    const [channel] = body.items as { id: string }[];
    return channel?.id ?? "";
  };
  const secretsNow = async () => (await hotel.ctx.accounts.list(hotel.workspaceId))[0]?.secrets;

  it("F31 take two app secrets while one is replaced, and the old one goes when an owner says so", async () => {
    const path = `/channels/${await only()}`;
    const rotated = await hotel.owner("PATCH", path, { appSecret: "the next secret" });
    expect([rotated.status, rotated.body]).toMatchObject([200, { rotatesAppSecret: true }]);
    expect(await secretsNow()).toMatchObject({ appSecrets: ["the next secret", outside.appSecret] });
    await hotel.owner("PATCH", path, { appSecret: "a third secret" });
    expect(await secretsNow()).toMatchObject({ appSecrets: ["a third secret", "the next secret"] });
    const ended = await hotel.owner("PATCH", path, { dropOldAppSecret: true });
    expect(ended.body).toMatchObject({ rotatesAppSecret: false });
    expect(await secretsNow()).toMatchObject({ appSecrets: ["a third secret"] });
  });

  it("keep their secrets when the provider refuses the new ones, and take a name", async () => {
    const path = `/channels/${await only()}`;
    const { status, body } = await hotel.owner("PATCH", path, { accessToken: "wrong" });
    expect([status, body]).toMatchObject([422, { details: { problems: [{ code: "token-refused" }] } }]);
    expect(await secretsNow()).toMatchObject({ accessToken: outside.accessToken });
    expect((await hotel.owner("PATCH", path, { name: "Spa" })).body).toMatchObject({ name: "Spa" });
    const foreign = await hotel.owner("PATCH", path, { imapPassword: "x" });
    expect([foreign.status, foreign.body.code]).toEqual([400, "INVALID_REQUEST"]);
    expect((await hotel.owner("POST", `${path}/check`)).body).toEqual({ problems: [] });
  });

  it("lose their secrets when they are disconnected; what waits ends as not sent, and they come back as themselves", async () => {
    const id = await only();
    const { body: made } = await hotel.owner("POST", "/customers", { name: "Ana", phone: "+34600900070" });
    const template = {
      name: "recordatorio_llegada",
      language: "es_ES",
      fields: { body: { "1": "a", "2": "b" } },
    };
    const sent = await hotel.owner("POST", `/threads/${String(made.threadId)}/messages`, {
      kind: "template",
      channelId: id,
      clientId: newId(),
      template,
    });
    expect([sent.status, sent.body.status]).toEqual([202, "queued"]);
    expect((await hotel.owner("DELETE", `/channels/${id}`)).status).toBe(204);
    expect((await hotel.owner("DELETE", `/channels/${id}`)).status).toBe(204);
    expect(await hotel.ctx.accounts.list(hotel.workspaceId)).toEqual([]);
    const { rows } = await admin("select secrets from channels");
    expect(rows).toEqual([{ secrets: null }]);
    const { body: messages } = await hotel.owner("GET", `/threads/${String(made.threadId)}/messages`);
    expect(messages.items).toMatchObject([{ status: "failed" }]);
    expect(JSON.stringify(messages.items)).toContain('"connection"');
    const { body: list } = await hotel.owner("GET", "/channels");
    expect(list.items).toMatchObject([{ id, state: "disconnected", disconnectedAt: expect.any(String) }]);
    const again = await hotel.owner("POST", "/channels", number);
    expect([again.status, again.body]).toMatchObject([201, { id, state: "connected", disconnectedAt: null }]);
    expect(await secretsNow()).toMatchObject({ accessToken: outside.accessToken });
  });

  it("send nothing when they come back that was put back into the queue after their end", async () => {
    const id = await only();
    expect((await hotel.owner("DELETE", `/channels/${id}`)).status).toBe(204);
    const { rows } = await admin(
      "update messages set status = 'queued' where kind = 'template' returning id",
    );
    await admin(`insert into delivery_queue (workspace_id, message_id, channel_id, lane, seq, available_at)
      select workspace_id, id, channel_id, 'x', seq, now() from messages where kind = 'template'`);
    expect((await hotel.owner("POST", "/channels", number)).status).toBe(201);
    expect((await admin("select from delivery_queue")).rowCount).toBe(0);
    const { rows: after } = await admin("select id, status from messages where kind = 'template'");
    expect(after).toEqual(rows.map((row: { id: string }) => ({ id: row.id, status: "failed" })));
  });

  async function admin(text: string) {
    const client = new pg.Client({ connectionString: hotel.database.adminUrl });
    await client.connect();
    try {
      return await client.query(text);
    } finally {
      await client.end();
    }
  }
});
