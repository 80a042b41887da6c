import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hourMs } from "#domain/time.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { newId } from "#server/ids.ts";
import { addNumber, customerWrites, type Hotel, startHotel } from "../support/start-api.ts";

describe("the price before sending", () => {
  let hotel: Hotel;
  let channelId: string;
  let threadId: string;

  beforeAll(async () => {
    hotel = await startHotel();
    const { workspaceId } = hotel;
    channelId = await addNumber(hotel, workspaceId);
    const { body } = await hotel.owner("POST", "/customers", { name: "María", phone: "+34600900001" });
    threadId = String(body.threadId);
    await withWorkspaces(hotel.db, [workspaceId], async (db) => {
      for (const category of ["utility", "marketing"]) {
        await db.execute({
          text: `insert into templates (workspace_id, id, account_ref, provider_id, name, language, category, status,
              parameter_format, components, synced_at)
            values ($1, $2, '2000', $3, $3, 'es', $3, 'approved', 'positional', '[{"type":"BODY","text":"Hola"}]', now())`,
          values: [workspaceId, newId(), category],
        });
      }
    });
  });

  afterAll(() => hotel.close());

  const priceAt = async (now: string, body: object) => {
    hotel.clock.now = Date.parse(now);
    return (await hotel.owner("POST", "/prices/estimate", { threadId, channelId, ...body })).body;
  };
  const template = (name: string) => ({ kind: "template", template: { name, language: "es" } });
  const march = "2026-03-10T10:00:00+01:00";
  const october = "2026-10-10T10:00:00+02:00";

  it("V19: a utility template outside the window costs 0.0200, a marketing one 0.0615", async () => {
    expect(await priceAt(march, template("utility"))).toMatchObject({
      amount: "0.020000",
      currency: "USD",
      category: "utility",
      type: "regular",
      market: "Spain",
      rateDate: "2026-01-01",
    });
    expect(await priceAt(march, template("marketing"))).toMatchObject({ amount: "0.061500" });
  });

  it("mails and notes have no WhatsApp price", async () => {
    for (const kind of ["email", "note"]) {
      expect(await priceAt(march, { kind })).toMatchObject({ amount: "0.000000", reason: "not-whatsapp" });
    }
  });

  it("V12: a utility template is free while the window is open, until 2026-09-30", async () => {
    const at = Date.parse("2026-09-30T12:00:00+02:00");
    const { workspaceId } = hotel;
    await customerWrites(hotel, { workspaceId, channelId, waId: "34600900001", text: "Hola", at });
    expect(await priceAt("2026-09-30T23:59:59+02:00", template("utility"))).toMatchObject({
      amount: "0.000000",
      type: "free_customer_service",
      reason: "window",
    });
    expect(await priceAt("2026-10-01T00:00:00+02:00", template("utility"))).toMatchObject({
      amount: "0.020000",
    });
  });

  it("V11: free text is free up to number 1,000 of the month, and says how many are left", async () => {
    expect(await priceAt(october, { kind: "text" })).toMatchObject({ amount: "0.000000", freeLeft: 1000 });
    const use = (used: number) =>
      withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
        db.execute({
          text: `insert into allowances (workspace_id, channel_id, month, confirmed, estimated)
            values ($1, $2, '2026-10', $3, 1)
            on conflict (workspace_id, channel_id, month) do update set confirmed = excluded.confirmed`,
          values: [hotel.workspaceId, channelId, used],
        }),
      );
    await use(998);
    expect(await priceAt(october, { kind: "text" })).toMatchObject({ amount: "0.000000", freeLeft: 1 });
    await use(999);
    expect(await priceAt(october, { kind: "text" })).toMatchObject({ amount: "0.020000", freeLeft: 0 });
  });

  it("M13: an unknown rate is null with a reason, never 0", async () => {
    expect(await priceAt("2025-03-10T10:00:00+01:00", template("marketing"))).toMatchObject({
      amount: null,
      reason: "card-missing",
    });
  });

  it("of a template that is not there is refused", async () => {
    expect(await priceAt(march, template("gone"))).toMatchObject({ code: "TEMPLATE_NOT_SENDABLE" });
    hotel.clock.now += hourMs;
  });
});
