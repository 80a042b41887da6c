import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text as readText } from "node:stream/consumers";
import { Client, MessageType } from "@great-detail/whatsapp";
import { expect, it, onTestFinished } from "vitest";
import type { CloudApi } from "../handle.ts";
import { maria, phoneId, startBench, wabaId } from "../test-bench.ts";

/** The client at the simulator's address; refusals are answers here, not exceptions. */
function connect(api: CloudApi): Client {
  return new Client({
    baseUrl: api.url,
    graphVersion: "v24.0",
    request: { headers: { Authorization: "Bearer token" }, retry: 0 },
  });
}

async function startThread() {
  const bench = await startBench({ at: "2026-11-23T10:00:00Z", templateReview: { when: "at-once" } });
  bench.api.addCustomer({ waId: maria, name: "María" });
  const { id } = bench.api.writeAsCustomer(maria, { type: "text", text: { body: "Hola" } });
  await bench.api.settled();
  return { bench, id, sdk: connect(bench.api) };
}

it("@great-detail/whatsapp sends text, lists, templates and a read mark", async () => {
  const { bench, id, sdk } = await startThread();
  const to = `+${maria}`;
  const order = { phoneNumberID: phoneId, to };
  const answer = await sdk.message
    .createMessage({ ...order, type: MessageType.Text, text: { body: "Hola" } })
    .json();
  expect(answer).toMatchObject({ contacts: [{ input: to, wa_id: maria }] });
  await sdk.message.createMessage({
    ...order,
    type: MessageType.Interactive,
    interactive: {
      type: "list",
      body: { text: "¿?" },
      action: { button: "Ver", sections: [{ title: "Uno", rows: [{ id: "1", title: "Suite" }] }] },
    },
  });
  await sdk.message.createMessage({
    ...order,
    type: MessageType.Template,
    template: {
      name: "pedido_listo",
      language: { code: "es" },
      components: [
        {
          type: "body",
          parameters: [
            { type: "text", text: "Ana" },
            { type: "currency", currency: { fallback_value: "100 €", code: "EUR", amount_1000: 100_000 } },
          ],
        },
        { type: "button", sub_type: "url", index: "1", parameters: [{ type: "text", text: "8812" }] },
      ],
    },
  });
  const read = sdk.message.createStatus({
    phoneNumberID: phoneId,
    message_id: id,
    status: "read",
    typing_indicator: { type: "text" },
  });
  expect(await read.json()).toEqual({ success: true });
  await bench.api.settled();
  expect(bench.statuses().filter(({ status }) => status === "delivered")).toHaveLength(3);
  expect(bench.api.viewThread(maria).messages).toMatchObject([
    { ticks: "read" },
    { text: "Hola" },
    { type: "interactive" },
    { template: { body: "Hola Ana, tu pedido 100 € está listo." } },
  ]);
});

it("@great-detail/whatsapp uploads, describes, downloads and deletes a file", async () => {
  const { sdk } = await startThread();
  const bytes = new Uint8Array([137, 80, 78, 71]);
  const file = new Blob([bytes], { type: "image/png" });
  const uploaded = sdk.media.upload({
    phoneNumberID: phoneId,
    file,
    filename: "a.png",
    mimeType: "image/png",
  });
  const { id } = await uploaded.json();
  const described = await sdk.media.getURL({ mediaID: id, phoneNumberID: phoneId }).json();
  expect(described).toMatchObject({ id, mime_type: "image/png" });
  const request = { headers: { Authorization: "Bearer token", "User-Agent": "node" } };
  const download = await sdk.media.download({ mediaURL: described.url, request });
  expect(new Uint8Array(await download.arrayBuffer())).toEqual(bytes);
  expect(await sdk.media.delete({ mediaID: id }).json()).toEqual({ success: true });
});

it("@great-detail/whatsapp creates, lists, shows, changes and deletes templates", async () => {
  const { bench, sdk } = await startThread();
  const body = {
    type: "BODY" as const,
    text: "Hola {{nombre}}, te esperamos mañana en el hotel.",
    example: { body_text_named_params: [{ param_name: "nombre", example: "Ana" }] },
  };
  const created = await sdk.template
    .create(wabaId, {
      name: "llegada",
      language: "es",
      category: "UTILITY",
      parameter_format: "NAMED",
      components: [body],
    })
    .json();
  expect(created).toMatchObject({ status: "APPROVED", category: "UTILITY" });
  const listed = await sdk.template
    .list(wabaId, {
      name_or_content: "llegada",
      status: ["APPROVED", "PAUSED"],
      limit: 1,
      fields: ["name", "status"],
    })
    .json();
  expect(listed.data).toEqual([{ id: created.id, name: "llegada", status: "APPROVED" }]);
  expect(await sdk.template.get(created.id, { fields: ["components"] }).json()).toMatchObject({
    components: [body],
  });
  const text = "Hola {{nombre}}, te esperamos hoy en el hotel.";
  const changed = sdk.template.update(created.id, { components: [{ ...body, text }] });
  expect(await changed.json()).toEqual({ success: true });
  const refused = sdk.template.create(wabaId, {
    name: "llegada",
    language: "es",
    category: "UTILITY",
    parameter_format: "POSITIONAL",
    components: [{ type: "BODY" as const, text: "Hola" }],
  });
  await expect(refused).rejects.toMatchObject({ response: { status: 400 } });
  expect(await sdk.template.delete(wabaId, { name: "llegada" }).json()).toEqual({ success: true });
  await bench.api.settled();
  expect((await sdk.template.list(wabaId, { name_or_content: "llegada" }).json()).data).toEqual([]);
});

it("@great-detail/whatsapp reads numbers, the account, the profile, and subscribes", async () => {
  const { sdk } = await startThread();
  const numbers = await sdk.phoneNumbers.listPhoneNumbers({ businessAccountID: wabaId }).json();
  expect(numbers.data).toMatchObject([{ id: phoneId, verified_name: "Hotel" }, {}]);
  const number = await sdk.phoneNumbers
    .getPhoneNumber({ phoneNumberID: phoneId, fields: ["verified_name", "quality_rating"] })
    .json();
  expect(number).toEqual({ id: phoneId, verified_name: "Hotel", quality_rating: "GREEN" });
  expect(await sdk.whatsappBusinessAccount.get(wabaId).json()).toMatchObject({ id: wabaId, currency: "USD" });
  await sdk.businessProfile.updateBusinessProfile({ phoneNumberID: phoneId, about: "Junto al mar" });
  const profile = await sdk.businessProfile
    .getBusinessProfile({ phoneNumberID: phoneId, fields: ["about"] })
    .json();
  expect(profile.data).toEqual([{ about: "Junto al mar", messaging_product: "whatsapp" }]);
  const subscription = sdk.subscribedApps.createSubscription({ businessAccountID: wabaId });
  expect(await subscription.json()).toEqual({ success: true });
  const apps = await sdk.subscribedApps.listSubscriptions({ businessAccountID: wabaId }).json();
  expect(apps.data).toHaveLength(1);
  const automation = sdk.conversationalAutomation.setConversationalAutomation({
    phoneNumberID: phoneId,
    prompts: ["¿Hay parking?"],
    commands: [],
  });
  expect(await automation.json()).toEqual({ success: true });
});

it("@great-detail/whatsapp answers the handshake and checks signatures", async () => {
  const { bench, sdk } = await startThread();
  const heard: unknown[] = [];
  const server = createServer((request, response) => {
    const query = Object.fromEntries(new URL(request.url ?? "", "http://localhost").searchParams);
    const answer = async () => {
      const body = await readText(request);
      const headers = Object.fromEntries(
        Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
      );
      const facts = { method: request.method ?? "", query, body, headers };
      if (request.method === "GET") {
        const registration = await sdk.webhook.register(facts);
        return registration.verifyToken === "verify" ? registration.accept() : registration.reject();
      }
      const event = await sdk.webhook.eventNotification(facts);
      await event.verifySignature("secret");
      heard.push(event.eventNotification.entry[0]?.changes[0]?.field);
      return event.accept();
    };
    answer().then(
      (body) => response.writeHead(200).end(body),
      () => response.writeHead(401).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  bench.api.setWebhookUrl(`http://127.0.0.1:${port}/`);
  expect(await bench.api.verifyWebhook()).toEqual({ isVerified: true, status: 200 });
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "¿Hay sitio? ñ 🚗" } });
  bench.api.changeTemplate("oferta", { status: "PAUSED" });
  await bench.api.settled();
  expect(heard.toSorted()).toEqual(["message_template_status_update", "messages"]);
  bench.api.addFault({ kind: "bad-signature", times: null });
  bench.api.writeAsCustomer(maria, { type: "text", text: { body: "No soy Meta" } });
  await bench.api.settled();
  expect(heard).toHaveLength(2);
});
