import { afterAll, beforeAll, expect, it } from "vitest";
import type { TemplateView } from "#contract/templates.ts";
import { newId } from "#server/ids.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { enterGuest, type Guest } from "../support/guest.ts";
import { startWorld, type World } from "../support/world.ts";

let world: World;

beforeAll(async () => {
  world = await startWorld({
    startAt: "2026-11-10T09:00:00+01:00",
    cloudApi: { templateReview: { when: "real", delayMs: 1 } },
  });
});
afterAll(() => world.close());

async function submit(name: string, more: object) {
  const { id } = await world.api.post<{ id: string }>("/template-drafts", {
    accountRef: hotel.wabaId,
    templateId: null,
    name,
    language: "es",
    category: "utility",
    parameterFormat: "positional",
    ttlSeconds: null,
    ...more,
  });
  return world.api.call("POST", `/template-drafts/${id}/submit`, {});
}

async function find(name: string): Promise<TemplateView[]> {
  const { items } = await world.api.get<{ items: TemplateView[] }>("/templates");
  return items.filter((template) => template.name === name);
}

// A whole PNG of one point.
const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaGj4DwADhQGAm2bG7wAAAABJRU5ErkJggg==",
  "base64",
);
let guest: Guest;

async function upload(name: string, bytes: Buffer): Promise<string> {
  const response = await fetch(`${world.url}/api/v1/uploads?name=${name}`, {
    method: "POST",
    headers: { authorization: `Bearer ${world.apiKey}`, "content-type": "application/octet-stream" },
    body: new Uint8Array(bytes),
  });
  const { id } = (await response.json()) as { id: string };
  return id;
}

async function send(template: object) {
  return world.api.call("POST", `/threads/${await guest.threadId()}/messages`, {
    kind: "template",
    channelId: world.whatsappChannelId,
    clientId: newId(),
    template,
  });
}

it("its example goes to WhatsApp's reviewers by resumable upload", async () => {
  guest = await enterGuest(world, { name: "Eva Soler", waId: "34600900062" });
  const { handle } = await world.api.post<{ handle: string }>("/template-examples", {
    accountRef: hotel.wabaId,
    uploadId: await upload("vista.png", png),
    kind: "image",
  });
  const text = "Hola {{1}}, pagaste {{2}} por tu habitación del hotel el {{3}} de este año.";
  const { status } = await submit("vista_del_mar", {
    category: "marketing",
    components: [
      { type: "HEADER", format: "IMAGE", example: { header_handle: [handle] } },
      { type: "BODY", text, example: { body_text: [["Ana", "19,99 €", "5 de agosto"]] } },
      {
        type: "BUTTONS",
        buttons: [
          { type: "QUICK_REPLY", text: "Gracias" },
          {
            type: "URL",
            text: "Ver",
            url: "https://example.com/{{1}}",
            example: ["https://example.com/1"],
          },
          { type: "COPY_CODE", example: "VERANO" },
        ],
      },
    ],
  });
  expect(status).toBe(200);
  await world.settle();
  expect(await find("vista_del_mar")).toMatchObject([{ status: "approved" }]);
});

it("a text is no picture: refused before WhatsApp is asked", async () => {
  const uploadId = await upload("nota.txt", Buffer.from("Hola"));
  const example = { accountRef: hotel.wabaId, uploadId, kind: "image" };
  expect(await world.api.call("POST", "/template-examples", example)).toMatchObject({
    status: 422,
    body: { code: "TEMPLATE_INVALID" },
  });
});

it("goes out with its file, amount, date, link, code and payload, and is kept as she saw it", async () => {
  const image = await upload("vista.png", png);
  const fields = {
    header: { image },
    body: {
      "1": "Eva",
      "2": { kind: "currency", text: "19,99 €", code: "EUR", amount1000: 19_990 },
      "3": { kind: "date_time", text: "5 de agosto" },
    },
    buttons: { "0": "GRACIAS", "1": "r/8812", "2": "25OFF" },
  };
  const sent = await send({ name: "vista_del_mar", fields });
  expect(sent).toMatchObject({
    status: 202,
    body: { template: { language: "es", media: { kind: "image", link: null } } },
  });
  await world.settle();
  const message = await guest.lastMessage();
  expect(message.status).toBe("delivered");
  expect(message.text).toBe(
    "Hola Eva, pagaste 19,99 € por tu habitación del hotel el 5 de agosto de este año.",
  );
  expect(message.attachments).toMatchObject([{ name: "vista.png", type: "image/png", state: "stored" }]);
  expect(message.template?.buttons).toEqual([
    { type: "quick-reply", text: "Gracias", value: null },
    { type: "url", text: "Ver", value: "https://example.com/r/8812" },
    { type: "code", text: "", value: "25OFF" },
  ]);
  expect(world.cloudApi.calls().at(-1)?.body).toMatchObject({
    template: {
      components: [
        { parameters: [{ type: "image", image: { id: expect.stringMatching(/^\d+$/) } }] },
        {
          parameters: [
            { type: "text", text: "Eva" },
            { currency: { fallback_value: "19,99 €", code: "EUR", amount_1000: 19_990 } },
            { date_time: { fallback_value: "5 de agosto" } },
          ],
        },
        { sub_type: "quick_reply", index: "0", parameters: [{ type: "payload", payload: "GRACIAS" }] },
        { sub_type: "url", index: "1", parameters: [{ type: "text", text: "r/8812" }] },
        { sub_type: "copy_code", index: "2", parameters: [{ type: "coupon_code", coupon_code: "25OFF" }] },
      ],
    },
  });
  expect((await find("vista_del_mar"))[0]?.lastUsedAt).not.toBeNull();
});

it("a file of the wrong type or that is gone is refused with its part", async () => {
  const body = { "1": "Eva", "2": "x", "3": "y" };
  const buttons = { "1": "r", "2": "A" };
  const text = await upload("nota.txt", Buffer.from("Hola"));
  expect(
    await send({ name: "vista_del_mar", fields: { header: { image: text }, body, buttons } }),
  ).toMatchObject({
    status: 422,
    body: { code: "MESSAGE_REFUSED", details: { problems: [{ part: "header", problem: "wrong-type" }] } },
  });
  const gone = await send({ name: "vista_del_mar", fields: { header: { image: newId() }, body, buttons } });
  expect(gone.status).toBe(404);
});

it("another category than the one whose price was shown is refused, and says both", async () => {
  const fields = { body: { "1": "Eva", "2": "viernes" } };
  expect(await send({ name: "recordatorio_llegada", category: "marketing", fields })).toMatchObject({
    status: 409,
    body: { code: "TEMPLATE_CHANGED", details: { from: "marketing", to: "utility" } },
  });
  expect((await send({ name: "recordatorio_llegada", category: "utility", fields })).status).toBe(202);
});

it("a header's place and a one-time code are sent", async () => {
  const place = {
    type: "BODY",
    example: { body_text: [["Ana"]] },
    text: "Hola {{1}}, aquí tienes el lugar de tu llegada para mañana.",
  };
  await submit("lugar", { components: [{ type: "HEADER", format: "LOCATION" }, place] });
  await submit("codigo", {
    category: "authentication",
    components: [
      { type: "BODY", add_security_recommendation: true },
      { type: "FOOTER", code_expiration_minutes: 5 },
      { type: "BUTTONS", buttons: [{ type: "OTP", otp_type: "COPY_CODE" }] },
    ],
  });
  await world.settle();
  const header = { latitude: "41.38", longitude: "2.17", name: "Hotel La Marea" };
  await send({ name: "lugar", fields: { header, body: { "1": "Eva" } } });
  await world.settle();
  expect(await guest.lastMessage()).toMatchObject({
    status: "delivered",
    template: { header: null, place: { ...header, address: "" } },
  });
  await send({ name: "codigo", fields: { body: { "1": "123456" } } });
  await world.settle();
  expect(await guest.lastMessage()).toMatchObject({
    status: "delivered",
    text: expect.stringContaining("123456"),
    template: { category: "authentication", buttons: [{ type: "code", value: "123456" }] },
  });
});

it("what its fields are filled from is remembered for all languages of the name", async () => {
  const [template] = await find("vista_del_mar");
  const sources = { "body.1": { kind: "customerName" }, "button.1": { kind: "text", text: "r/1" } };
  await world.api.put(`/templates/${template?.id}/sources`, { sources });
  expect((await find("vista_del_mar"))[0]?.sources).toEqual(sources);
});
