import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { minuteMs } from "#domain/time.ts";
import { withWorkspaces } from "#server/db/connect.ts";
import { apply, type ChargeLine, charge, chargesOf, sendOnly } from "../support/charged-message.ts";
import { type Sent, told, wrote } from "../support/record-world.ts";
import { addNumber, type Hotel, startHotel } from "../support/start-api.ts";

/** Invented numbers: no conversation rate was ever published to us. */
const csv = `currency,effective_from,market,category,rate,source
USD,2023-06-01,Spain,marketing,0.111111,invented numbers
USD,2023-06-01,Spain,utility,0.022222,invented numbers
USD,2023-06-01,Spain,service,0.004444,invented numbers`;

describe("the rules until 2025-06-30: one charge for a conversation", () => {
  let hotel: Hotel;
  let channelId: string;
  let place: { workspaceId: string; channelId: string };
  const start = Date.parse("2025-03-10T09:00:00Z");
  let phones = 0;

  beforeAll(async () => {
    hotel = await startHotel();
    channelId = await addNumber(hotel, hotel.workspaceId);
    place = { workspaceId: hotel.workspaceId, channelId };
    await hotel.owner("POST", "/rate-cards", { csv });
  });
  afterAll(() => hotel.close());

  const nextPhone = () => {
    phones += 1;
    return `34600900${String(phones).padStart(3, "0")}`;
  };
  const send = (waId: string, minutes: number, category: string | null) =>
    sendOnly(hotel, { channelId, waId, category, at: new Date(start + minutes * minuteMs).toISOString() });
  const report = (sent: Sent, status: "delivered" | "failed", minutes: number) => {
    const at = start + minutes * minuteMs;
    const failure = { reason: "not-on-whatsapp", code: "131026", detail: null } as const;
    return apply(hotel, at, told(place, sent, { status, at, ...(status === "failed" && { failure }) }));
  };
  const conversations = (waId: string) =>
    withWorkspaces(hotel.db, [hotel.workspaceId], (db) =>
      db.query<{ category: string; hours: number; messages: number }>({
        text: `select c.category, (extract(epoch from c.ends_at - c.starts_at) / 3600)::float8 as hours,
            (select count(*)::int from messages m where m.workspace_id = $1 and m.conversation_id = c.id) as messages
          from conversations c join addresses a on a.workspace_id = $1 and a.identity_id = c.identity_id
            and a.match_key = $2 and a.kind in ('phone', 'wa_id')
          where c.workspace_id = $1 group by c.workspace_id, c.id order by c.starts_at, c.category`,
        values: [hotel.workspaceId, waId],
      }),
    );
  const priced = ({ state, amount }: ChargeLine) => [state, amount];

  it("M6 the opener pays, who joins is free; V1", async () => {
    const waId = nextPhone();
    const first = await send(waId, 0, "marketing");
    await report(first, "delivered", 1);
    const second = await send(waId, 30, "marketing");
    await report(second, "delivered", 31);
    expect(priced(await charge(hotel, first))).toEqual(["confirmed", 111_111]);
    expect(priced(await charge(hotel, second))).toEqual(["confirmed", 0]);
  });

  it("K12, K14 the opener fails: the charge moves to the earliest message that remains", async () => {
    const waId = nextPhone();
    const first = await send(waId, 0, "utility");
    const second = await send(waId, 5, "utility");
    await report(second, "delivered", 6);
    expect(priced(await charge(hotel, first))).toEqual(["estimated", 22_222]);
    expect(priced(await charge(hotel, second))).toEqual(["confirmed", 0]);
    await report(first, "failed", 10);
    expect(priced(await charge(hotel, first))).toEqual(["dropped", 0]);
    expect(priced(await charge(hotel, second))).toEqual(["confirmed", 22_222]);
    expect((await chargesOf(hotel, second)).map(({ amount }) => amount)).toEqual([0, 0, 22_222]);
  });

  it("K11 whoever arrives first pays, in whatever order they were sent (E6)", async () => {
    const waId = nextPhone();
    const first = await send(waId, 0, "utility");
    const second = await send(waId, 30, "utility");
    await report(second, "delivered", 31);
    await report(first, "delivered", 120);
    expect([(await charge(hotel, first)).amount, (await charge(hotel, second)).amount]).toEqual([0, 22_222]);
  });

  it("K10 the answer to an ad's customer opens 72 free hours, and ends what ran", async () => {
    const waId = nextPhone();
    const template = await send(waId, 0, "utility");
    await report(template, "delivered", 1);
    const referral = wrote(
      place,
      { waId },
      { providerId: `wamid.ad.${waId}`, sentAt: start + 60 * minuteMs, cameFromAd: true },
    );
    await apply(hotel, start + 60 * minuteMs, referral);
    const answer = await send(waId, 90, null);
    await report(answer, "delivered", 91);
    const later = await send(waId, 48 * 60, "marketing");
    await report(later, "delivered", 48 * 60 + 1);
    expect(await conversations(waId)).toEqual([
      { category: "utility", hours: 1.5, messages: 1 },
      { category: "referral_conversion", hours: 72, messages: 2 },
    ]);
    expect([(await charge(hotel, answer)).amount, (await charge(hotel, later)).amount]).toEqual([0, 0]);
    const after = await send(waId, 80 * 60, "marketing");
    await report(after, "delivered", 80 * 60 + 1);
    expect((await charge(hotel, after)).amount).toBe(111_111);
  });

  it("M9 a conversation over the midnight of 2025-07-01 covers nothing of the new rules", async () => {
    const waId = nextPhone();
    const at = (text: string) => (Date.parse(text) - start) / minuteMs;
    const first = await send(waId, at("2025-06-30T20:00:00Z"), "marketing");
    await report(first, "delivered", at("2025-06-30T20:00:01Z"));
    const second = await send(waId, at("2025-06-30T22:00:00Z"), "marketing");
    await report(second, "delivered", at("2025-06-30T22:00:01Z"));
    expect((await charge(hotel, first)).amount).toBe(111_111);
    expect((await charge(hotel, second)).amount).toBe(61_500);
    expect(await conversations(waId)).toMatchObject([{ messages: 2, hours: 24 }]);
  });
});
