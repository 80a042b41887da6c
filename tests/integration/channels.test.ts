import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { withWorkspaces } from "#server/db/connect.ts";
import { hotel as outside } from "../../scripts/demo/hotel.ts";
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
        state: "connected",
        stateDetail: null,
        lastInboundAt: null,
        webhookPath: expect.stringMatching(/^\/webhooks\/whatsapp\/[\w-]{22}$/),
      },
    ]);
    const shown = JSON.stringify([body, (await hotel.owner("GET", "/channels")).body]);
    for (const secret of [outside.accessToken, outside.appSecret, outside.verifyToken]) {
      expect(shown).not.toContain(secret);
    }
    const { body: templates } = await hotel.owner("GET", "/templates");
    expect((templates.items as unknown[]).length).toBe(8);
  });

  it("keep their secrets sealed (S11), and open to the server alone", async () => {
    const { rows } = await hotel.db.pool.query("select 1 from channels");
    expect(rows).toEqual([]);
    const [account] = await hotel.ctx.accounts.list(hotel.workspaceId);
    expect(account?.secrets).toMatchObject({ accessToken: outside.accessToken });
    expect(JSON.stringify(account?.config)).not.toContain(outside.accessToken);
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
});
