import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { jpegOf, pngOf } from "#domain/picture-form.fixture.ts";
import { newId } from "#server/ids.ts";
import { uploadFile } from "../support/upload-file.ts";
import { startWorld, type World } from "../support/world.ts";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaGj4DwADhQGAm2bG7wAAAABJRU5ErkJggg==",
  "base64",
);
const ogg = Buffer.concat([
  Buffer.from("4f67675300020000000000000000010000000000000000000000", "hex"),
  Buffer.from("\x01\x13OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00", "latin1"),
]);
const webp = Buffer.from("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700", "hex");
/** One that moves, and is larger than one that stands still may be. */
const animated = Buffer.concat([
  Buffer.from("524946461071020057454250565038580a000000", "hex"),
  Buffer.alloc(10, 2),
  Buffer.from("ANIM"),
  Buffer.alloc(160_000),
]);
const mp4 = Buffer.from("0000001c667479706d70343200000000697361006d70343261766331000000086d646174", "hex");
const pdf = Buffer.from("%PDF-1.7\n%%EOF\n");

type Sent = {
  id: string;
  kind: string;
  status: string;
  providerId: string | null;
  text: string | null;
  attachments: { name: string | null; type: string; size: number; state: string; url: string | null }[];
  payload: object | null;
  reactions: object[];
  error?: { reason: string };
  charge?: object;
  conversationId: string | null;
};

describe("every kind of message that WhatsApp carries (§2.2, §2.3)", () => {
  let world: World;
  let threadId: string;
  let channelId: string;
  let inboundId: string;
  let inboundWamid: string;

  beforeAll(async () => {
    world = await startWorld();
    channelId = world.whatsappChannelId;
    const maria = world.cloudApi.addCustomer({ waId: "34600900001", name: "María" });
    inboundWamid = world.cloudApi.writeAsCustomer(maria.waId ?? "", {
      type: "text",
      text: { body: "Hola" },
    }).id;
    await world.settle();
    const { items } = await world.api.get<{ items: { id: string; customer: { id: string } }[] }>("/threads");
    threadId = items[0]?.id ?? "";
    await world.api.post(`/customers/${items[0]?.customer.id}/addresses`, { email: "maria@example.com" });
    inboundId = (await messages())[0]?.id ?? "";
  });

  afterAll(() => world.close());

  const messages = async () =>
    (await world.api.get<{ items: Sent[] }>(`/threads/${threadId}/messages`)).items;
  const post = (body: object) =>
    fetch(`${world.url}/api/v1/threads/${threadId}/messages`, {
      method: "POST",
      headers: { authorization: `Bearer ${world.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify({ clientId: newId(), ...body }),
    });
  const send = async (body: object): Promise<Sent> => {
    const answer = await post(body);
    const sent = (await answer.json()) as Sent;
    expect([answer.status, sent]).toMatchObject([202, {}]);
    return sent;
  };
  const found = async (id: string) => (await messages()).find((one) => one.id === id);
  const calls = () =>
    world.cloudApi
      .calls()
      .filter(({ path, body }) => path.endsWith("/messages") && "type" in (body as object));
  const upload = (bytes: Buffer, name: string) => uploadFile(world, bytes, name);
  const buttons = { type: "buttons", body: "¿Parking?", buttons: [{ id: "y", title: "Sí" }] };

  it.each([
    ["image", png, "hotel.png", "image/png", {}],
    ["video", mp4, "jardin.mp4", "video/mp4", {}],
    ["audio", ogg, "nota.ogg", "audio/ogg; codecs=opus", { voice: true }],
    ["document", pdf, "plano.pdf", "application/pdf", {}],
    ["sticker", webp, "hola.webp", "image/webp", {}],
  ])("%s: uploaded, handed over, sent, and served from here", async (kind, bytes, name, type, more) => {
    const { id: uploadId, ...file } = await upload(bytes, name);
    expect(file).toMatchObject({ type, size: bytes.length, name });
    const caption = kind === "audio" || kind === "sticker" ? {} : { text: "Mire" };
    const { id } = await send({ kind, channelId, uploadId, ...caption, ...more });
    await world.settle();
    const message = await found(id);
    expect(message).toMatchObject({
      kind,
      status: "delivered",
      text: caption.text ?? null,
      attachments: [{ name, type, size: bytes.length, state: "stored" }],
      payload: kind === "audio" ? { voice: true } : null,
    });
    const served = await fetch(`${world.url}${message?.attachments[0]?.url}`, {
      headers: { authorization: `Bearer ${world.apiKey}` },
    });
    expect(Buffer.from(await served.arrayBuffer()).equals(bytes)).toBe(true);
    const call = calls().at(-1)?.body as Record<string, unknown>;
    expect(call).toMatchObject({ type: kind, [kind]: { id: expect.stringMatching(/^\d+$/), ...more } });
  });

  it("one upload may go to several messages, and is handed over to WhatsApp once", async () => {
    const { id: uploadId } = await upload(png, "carta.png");
    for (const text of ["Una", "Otra"]) {
      await send({ kind: "image", channelId, uploadId, text });
    }
    await world.settle();
    const ids = calls()
      .slice(-2)
      .map(({ body }) => (body as { image: { id: string } }).image.id);
    expect(new Set(ids).size).toBe(1);
    expect((await messages()).slice(0, 2).map(({ status }) => status)).toEqual(["delivered", "delivered"]);
  });

  it.each([
    ["location", { location: { latitude: 39.4699, longitude: -0.3763, name: "Hotel La Marea" } }],
    ["contacts", { contacts: [{ name: { formatted_name: "Eva Ruiz", first_name: "Eva" } }] }],
    ["interactive", { interactive: buttons }],
    [
      "interactive",
      {
        interactive: {
          type: "list",
          body: "¿Cuál?",
          button: "Ver",
          sections: [{ rows: [{ id: "a", title: "Vistas al mar" }] }],
        },
      },
    ],
    [
      "interactive",
      { interactive: { type: "link", body: "Reserva", title: "Abrir", url: "https://example.com" } },
    ],
    ["interactive", { interactive: { type: "location-request", body: "¿Dónde está?" } }],
    ["interactive", { interactive: { type: "contact-request", body: "¿Su teléfono?" } }],
  ])("%s: %j", async (kind, content) => {
    const { id } = await send({ kind, channelId, ...content });
    await world.settle();
    expect(await found(id)).toMatchObject({ kind, status: "delivered", payload: content });
  });

  it.each([
    ["16 bits a colour", "deep-picture", Buffer.from(pngOf(16, 2)), "foto.png"],
    ["the inks of a printer", "print-picture", Buffer.from(jpegOf({ channels: 4, profiles: 9 })), "foto.jpg"],
  ])(
    "§2.2 a picture of %s is refused with its reason, and goes as a document",
    async (_, problem, bytes, name) => {
      const { id: uploadId } = await uploadFile(world, bytes, name);
      const before = world.cloudApi.calls().length;
      const refused = await post({ kind: "image", channelId, uploadId });
      expect([refused.status, await refused.json()]).toMatchObject([
        422,
        {
          code: "MESSAGE_REFUSED",
          details: { reason: "content-unfit", field: "file", problem },
        },
      ]);
      const interactive = { ...buttons, header: { type: "image", uploadId } };
      const above = await post({ kind: "interactive", channelId, interactive });
      expect([above.status, await above.json()]).toMatchObject([422, { details: { problem } }]);
      expect(world.cloudApi.calls()).toHaveLength(before);
      await send({ kind: "document", channelId, uploadId });
      await world.settle();
    },
  );

  it("an interactive message takes its header's file along", async () => {
    const { id: uploadId } = await upload(png, "hotel.png");
    const { id } = await send({
      kind: "interactive",
      channelId,
      interactive: { ...buttons, header: { type: "image", uploadId } },
    });
    await world.settle();
    expect(await found(id)).toMatchObject({
      status: "delivered",
      text: "¿Parking?",
      attachments: [{ type: "image/png", state: "stored" }],
      payload: { interactive: { header: { type: "image" } } },
    });
    expect(calls().at(-1)?.body).toMatchObject({
      interactive: { header: { type: "image", image: { id: expect.any(String) } } },
    });
  });

  it("a reply quotes with every kind", async () => {
    const place = { latitude: 39.4699, longitude: -0.3763 };
    const { id } = await send({ kind: "location", channelId, location: place, answersId: inboundId });
    await world.settle();
    expect(await found(id)).toMatchObject({ quoted: { id: inboundId } });
    expect(calls().at(-1)?.body).toMatchObject({ context: { message_id: inboundWamid } });
  });

  it("a reaction hangs on its message, opens no conversation, costs nothing and answers nobody", async () => {
    const count = (await messages()).length;
    const { id, conversationId, charge } = await send({
      kind: "reaction",
      messageId: inboundId,
      emoji: "👍",
    });
    await world.settle();
    expect([conversationId, charge]).toEqual([null, undefined]);
    expect(await messages()).toHaveLength(count);
    expect(await found(inboundId)).toMatchObject({
      reactions: [{ emoji: "👍", by: "business", status: "sent", messageId: id }],
    });
    expect(calls().at(-1)?.body).toMatchObject({ reaction: { message_id: inboundWamid, emoji: "👍" } });
    await send({ kind: "reaction", messageId: inboundId, emoji: "" });
    await world.settle();
    expect(await found(inboundId)).toMatchObject({ reactions: [] });
  });

  it.each<[string, () => Promise<object> | object, string, object]>([
    ["a gone upload", () => ({ kind: "image", uploadId: newId() }), "NOT_FOUND", { what: "upload" }],
    [
      "a picture that is none",
      async () => ({ kind: "image", uploadId: (await upload(pdf, "foto.png")).id }),
      "MESSAGE_REFUSED",
      { reason: "content-unfit", field: "file", problem: "wrong-type" },
    ],
    [
      "a caption under sound",
      async () => ({ kind: "audio", uploadId: (await upload(ogg, "a.ogg")).id, text: "Hola" }),
      "MESSAGE_REFUSED",
      { reason: "content-unfit", field: "caption", problem: "unfit" },
    ],
    [
      "four buttons",
      () => ({
        kind: "interactive",
        interactive: { ...buttons, buttons: [1, 2, 3, 4].map((n) => ({ id: `${n}`, title: `${n}` })) },
      }),
      "MESSAGE_REFUSED",
      { reason: "content-unfit", field: "buttons", problem: "too-many", limit: 3 },
    ],
    [
      "a place off the map",
      () => ({ kind: "location", location: { latitude: 91, longitude: 0 } }),
      "MESSAGE_REFUSED",
      { reason: "content-unfit", field: "latitude" },
    ],
    [
      "an emoji of words",
      () => ({ kind: "reaction", channelId: undefined, messageId: inboundId, emoji: "ok" }),
      "MESSAGE_REFUSED",
      { reason: "content-unfit", field: "emoji" },
    ],
  ])("the API refuses %s with the domain's own reason, and keeps nothing", async (_, make, code, details) => {
    const count = (await messages()).length;
    const answer = await post({ channelId, ...(await make()) });
    expect(await answer.json()).toMatchObject({ code, details });
    expect(await messages()).toHaveLength(count);
  });

  it("a mail takes files along, up to 18 MiB together", async () => {
    const { id } = await upload(pdf, "factura.pdf");
    const mail = { kind: "email", channelId: world.emailChannelId, subject: "Factura", text: "Aquí está" };
    const sent = await send({ ...mail, uploadIds: [id] });
    await world.settle();
    expect(await found(sent.id)).toMatchObject({
      status: "sent",
      attachments: [{ name: "factura.pdf", type: "application/pdf", state: "stored" }],
    });
    const arrived = await fetch(`${world.cloudApi.url}/control/mail`);
    const [last] = ((await arrived.json()) as { raw: string }[]).slice(-1);
    expect(last?.raw).toContain("filename=factura.pdf");
    const large = await upload(Buffer.alloc(10 * 1_024 * 1_024, 1), "a.bin");
    const refused = await post({ ...mail, uploadIds: [large.id, large.id] });
    expect(await refused.json()).toMatchObject({
      code: "MESSAGE_REFUSED",
      details: { field: "file", problem: "too-large", limit: 18 * 1_024 * 1_024 },
    });
  });

  it("a mailbox carries none of it", async () => {
    const answer = await post({
      kind: "location",
      channelId: world.emailChannelId,
      location: { latitude: 1, longitude: 1 },
    });
    expect(await answer.json()).toMatchObject({ code: "CHANNEL_UNAVAILABLE" });
  });

  it.each<[string, () => Promise<object> | object]>([
    ["image", async () => ({ uploadId: (await upload(png, "otra.png")).id, text: "Mire" })],
    ["video", async () => ({ uploadId: (await upload(mp4, "otro.mp4")).id, text: "Mire" })],
    ["audio", async () => ({ uploadId: (await upload(ogg, "otra.ogg")).id, voice: true })],
    ["document", async () => ({ uploadId: (await upload(pdf, "otro.pdf")).id, text: "Mire" })],
    ["sticker", async () => ({ uploadId: (await upload(webp, "otro.webp")).id })],
    ["sticker", async () => ({ uploadId: (await upload(animated, "baile.webp")).id })],
    ["location", () => ({ location: { latitude: 39.4699, longitude: -0.3763 } })],
    ["contacts", () => ({ contacts: [{ name: { formatted_name: "Eva Ruiz", first_name: "Eva" } }] })],
    ["interactive", () => ({ interactive: buttons })],
  ])(
    "retry after failure: %s goes again as a new attempt with the same content and file",
    async (kind, make) => {
      world.cloudApi.addFault({ kind: "refuse", code: 131026, times: 1 });
      const failed = await send({ kind, channelId, ...(await make()) });
      await world.settle();
      const { attachments: before, ...original } = (await found(failed.id)) ?? failed;
      expect(original.status).toBe("failed");
      const firstCall = calls().at(-1)?.body as Record<string, Record<string, unknown>>;
      const { id } = await world.api.post<Sent>(`/messages/${failed.id}/resend`, { clientId: newId() });
      await world.settle();
      const { attachments: after = [], ...again } = (await found(id)) ?? {};
      const { text, payload } = original;
      expect(again).toMatchObject({ kind, text, payload, status: "delivered" });
      const namesOf = (files: Sent["attachments"]) => files.map(({ name, type, size }) => [name, type, size]);
      expect(namesOf(after)).toEqual(namesOf(before));
      // WhatsApp gets the file anew: the number of the refused one may be what it did not like.
      const call = calls().at(-1)?.body as Record<string, Record<string, unknown>>;
      expect({ ...call[kind], id: null }).toEqual({ ...firstCall[kind], id: null });
      expect(call[kind]?.id === undefined || call[kind].id !== firstCall[kind]?.id).toBe(true);
    },
  );

  it("retry after failure: reaction goes again as a new attempt on the same message", async () => {
    world.cloudApi.addFault({ kind: "refuse", code: 131026, times: 1 });
    const failed = await send({ kind: "reaction", messageId: inboundId, emoji: "🙏" });
    await world.settle();
    expect(await found(inboundId)).toMatchObject({
      reactions: [{ emoji: "🙏", status: "failed", messageId: failed.id }],
    });
    const { id } = await world.api.post<Sent>(`/messages/${failed.id}/resend`, { clientId: newId() });
    await world.settle();
    expect(await found(inboundId)).toMatchObject({
      reactions: [{ emoji: "🙏", status: "sent", messageId: id }],
    });
    expect(calls().at(-1)?.body).toMatchObject({ reaction: { message_id: inboundWamid, emoji: "🙏" } });
    await send({ kind: "reaction", messageId: inboundId, emoji: "" });
    await world.settle();
  });

  it("retry after failure: a mail goes again with its files", async () => {
    world.mail.faults.add({ kind: "smtp-refuse-recipient" });
    const { id: uploadId } = await upload(pdf, "bono.pdf");
    const mail = { channelId: world.emailChannelId, subject: "Su bono", text: "", uploadIds: [uploadId] };
    const failed = await send({ kind: "email", ...mail });
    await world.settle();
    expect(await found(failed.id)).toMatchObject({ status: "failed" });
    const { id } = await world.api.post<Sent>(`/messages/${failed.id}/resend`, { clientId: newId() });
    await world.settle();
    expect(await found(id)).toMatchObject({ status: "sent", attachments: [{ name: "bono.pdf" }] });
    expect(world.mail.received().at(-1)).toMatchObject({
      subject: "Su bono",
      attachments: [{ name: "bono.pdf", type: "application/pdf", size: pdf.length }],
    });
  });

  it("W10 none of it goes when the window is closed, a reaction neither", async () => {
    world.clock.advance(24 * 3_600_000);
    for (const content of [
      { kind: "location", channelId, location: { latitude: 1, longitude: 1 } },
      { kind: "interactive", channelId, interactive: buttons },
      { kind: "reaction", messageId: inboundId, emoji: "👍" },
    ]) {
      const answer = await post(content);
      expect([answer.status, await answer.json()]).toMatchObject([409, { code: "WINDOW_CLOSED" }]);
    }
  });
});
