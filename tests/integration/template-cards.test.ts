import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Message } from "#contract/messages.ts";
import { newId } from "#server/ids.ts";
import { enterGuest, type Guest } from "../support/guest.ts";
import { uploadFile } from "../support/upload-file.ts";
import { march, startWorld, type World } from "../support/world.ts";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaGj4DwADhQGAm2bG7wAAAABJRU5ErkJggg==",
  "base64",
);

let world: World;
let guest: Guest;
let balcony: string;
let suite: string;

beforeAll(async () => {
  world = await startWorld({ clockStandsStill: true, startAt: march("10 09:00:00") });
  guest = await enterGuest(world, { name: "Eva Soler", waId: "34600900064" });
  balcony = (await uploadFile(world, png, "balcon.png")).id;
  // Other bytes: WhatsApp gets two files.
  suite = (await uploadFile(world, Buffer.concat([png, Buffer.from([0])]), "suite.png")).id;
});
afterAll(() => world.close());

const send = async (name: string, fields: object) => {
  const path = `/threads/${await guest.threadId()}/messages`;
  const template = { name, language: "es_ES", fields };
  const body = { kind: "template", channelId: world.whatsappChannelId, clientId: newId(), template };
  const answer = await world.api.call("POST", path, body);
  await world.settle();
  return answer;
};
type Call = { template: { components: { type: string; cards: { components: object[] }[] }[] } };
const lastCall = () => world.cloudApi.calls().at(-1)?.body as Call;
const room = (image: string, name: string, end: string) => ({
  header: { image },
  body: { "1": name, "2": "95 €" },
  buttons: { "0": name.toUpperCase(), "1": end },
});
const cards = () => ({ "0": room(balcony, "Doble", "d"), "1": room(suite, "Suite", "s") });
const name = "habitaciones_con_vistas";

describe("a template with cards (§3.2, §3.6)", () => {
  it("goes out with the picture, text and buttons of each card, and is kept as the customer saw it", async () => {
    expect(await send(name, { body: { "1": "Eva" }, cards: cards() })).toMatchObject({ status: 202 });
    const message = await guest.lastMessage();
    expect(message).toMatchObject({
      status: "delivered",
      attachments: [{ name: "balcon.png" }, { name: "suite.png" }],
      charge: { category: "marketing" },
      template: {
        body: "Hola Eva, estas habitaciones siguen libres en tus fechas:",
        cards: [
          {
            media: { kind: "image", link: null, attachmentId: message.attachments[0]?.id },
            body: "Doble, desde 95 € la noche.",
            buttons: [
              { text: "Me interesa" },
              { text: "Ver habitación", value: "https://lamarea.example.com/h/d" },
            ],
          },
          { media: { attachmentId: message.attachments[1]?.id }, body: "Suite, desde 95 € la noche." },
        ],
      },
    });
    const carousel = lastCall().template.components.find(({ type }) => type === "carousel");
    const ids = carousel?.cards.map(
      ({ components }) => JSON.stringify(components[0]).match(/"id":"(\d+)"/)?.[1],
    );
    expect(new Set(ids).size).toBe(2);
    expect(ids?.every((id) => id !== undefined)).toBe(true);
    expect(carousel).toMatchObject({
      cards: [
        {
          card_index: 0,
          components: [
            { type: "header" },
            { type: "body", parameters: [{ text: "Doble" }, { text: "95 €" }] },
            { sub_type: "quick_reply", index: "0", parameters: [{ payload: "DOBLE" }] },
            { sub_type: "url", index: "1", parameters: [{ text: "d" }] },
          ],
        },
        { card_index: 1 },
      ],
    });
  });

  it("that failed goes again with the files of all cards, each in its place", async () => {
    world.cloudApi.addFault({ kind: "refuse", code: 131026, times: 1 });
    await send(name, { body: { "1": "Eva" }, cards: cards() });
    const failed = await guest.lastMessage();
    expect(failed.status).toBe("failed");
    await world.api.post<Message>(`/messages/${failed.id}/resend`, { clientId: newId() });
    await world.settle();
    const again = await guest.lastMessage();
    expect(again).toMatchObject({
      status: "delivered",
      attachments: [{ name: "balcon.png" }, { name: "suite.png" }],
      template: { cards: again.attachments.map(({ id }) => ({ media: { attachmentId: id } })) },
    });
    expect(again.template?.cards).toHaveLength(2);
  });

  it("one picture may stand in two cards, and a link or a file that WhatsApp has beside it", async () => {
    const twice = { "0": room(balcony, "Doble", "d"), "1": room(balcony, "Suite", "s") };
    await send(name, { body: { "1": "Eva" }, cards: twice });
    expect(await guest.lastMessage()).toMatchObject({
      status: "delivered",
      attachments: [{ name: "balcon.png" }, { name: "balcon.png" }],
    });
    const link = "https://lamarea.example.com/s.png";
    const mixed = { "0": room(link, "Doble", "d"), "1": room(suite, "Suite", "s") };
    await send(name, { body: { "1": "Eva" }, cards: mixed });
    const message = await guest.lastMessage();
    expect(message).toMatchObject({
      attachments: [{ name: "suite.png" }],
      template: {
        cards: [
          { media: { link, attachmentId: null } },
          { media: { link: null, attachmentId: message.attachments[0]?.id } },
        ],
      },
    });
  });

  it("is refused before the call while a card misses a value, or has a file that WhatsApp does not take", async () => {
    const count = (await guest.messages()).length;
    const first = room(balcony, "Doble", "d");
    const incomplete = { "0": first, "1": { ...first, body: { "1": "Suite" } } };
    expect(await send(name, { body: { "1": "Eva" }, cards: incomplete })).toMatchObject({
      status: 422,
      body: {
        code: "TEMPLATE_FIELDS_MISSING",
        details: { fields: [{ part: "body", name: "2", index: null, card: 1 }] },
      },
    });
    const { id: pdf } = await uploadFile(world, Buffer.from("%PDF-1.7\n%%EOF\n"), "a.pdf");
    const unfit = { "0": first, "1": room(pdf, "Suite", "s") };
    expect(await send(name, { body: { "1": "Eva" }, cards: unfit })).toMatchObject({
      status: 422,
      body: { code: "MESSAGE_REFUSED", details: { reason: "fields-unfit" } },
    });
    const long = { "0": first, "1": room(suite, "S".repeat(150), "s") };
    expect(await send(name, { body: { "1": "Eva" }, cards: long })).toMatchObject({
      status: 422,
      body: {
        details: { reason: "fields-unfit", problems: [{ problem: "too-long", part: "body", card: 1 }] },
      },
    });
    expect(await guest.messages()).toHaveLength(count);
  });
});

describe("a template with an offer that ends (§3.2, §3.6)", () => {
  const offer = (ends: string) => ({
    body: { "1": "Eva" },
    offer: { ends },
    buttons: { "0": "MAR20", "1": "mar20" },
  });

  it("goes out with its end and its code, and is kept with them", async () => {
    const ends = "2026-03-11T17:00:00.000Z";
    expect(await send("precio_de_ultima_hora", offer(ends))).toMatchObject({ status: 202 });
    expect(await guest.lastMessage()).toMatchObject({
      status: "delivered",
      template: {
        offer: { text: "Último momento", endsAt: ends },
        buttons: [{ value: "MAR20" }, { value: "https://lamarea.example.com/o/mar20" }],
      },
    });
    expect(lastCall().template.components[1]).toEqual({
      type: "limited_time_offer",
      parameters: [
        { type: "limited_time_offer", limited_time_offer: { expiration_time_ms: Date.parse(ends) } },
      ],
    });
  });

  it.each([
    ["2026-03-10T08:00:00.000Z", "over"],
    ["mañana", "not-a-time"],
  ])("an end at %s is refused before the call: %s", async (ends, problem) => {
    expect(await send("precio_de_ultima_hora", offer(ends))).toMatchObject({
      status: 422,
      body: { code: "MESSAGE_REFUSED", details: { reason: "fields-unfit", problems: [{ problem }] } },
    });
  });

  it("has a price before it is sent", async () => {
    const estimate = await world.api.post<{ category: string; amount: string | null }>("/prices/estimate", {
      threadId: await guest.threadId(),
      channelId: world.whatsappChannelId,
      kind: "template",
      template: { name: "precio_de_ultima_hora", language: "es_ES" },
    });
    expect(estimate).toMatchObject({ category: "marketing", amount: expect.any(String) });
  });
});
