import { AxeBuilder } from "@axe-core/playwright";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { createClock } from "../../simulators/clock.ts";
import type { CloudApi } from "../../simulators/cloud-api/handle.ts";
import { startCloudApi } from "../../simulators/cloud-api/start-cloud-api.ts";
import { setUpBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";

const browser = setUpBrowser();
const phoneId = "106540352242922";
const maria = "34600900001";
const clock = createClock();
let api: CloudApi;

beforeAll(async () => {
  api = await startCloudApi({
    clock,
    accessToken: "token",
    appSecret: "secret",
    verifyToken: "verify",
    statusDelaysMs: { sent: 0, delivered: 0, read: null },
    retryScheduleMs: [],
    wabas: [
      {
        id: "102290129340398",
        name: "Hotel",
        timeZone: "Europe/Madrid",
        phoneNumbers: [
          { id: phoneId, displayPhoneNumber: "+34 600 900 900", verifiedName: "Hotel Mirador" },
          { id: "106540352242933", displayPhoneNumber: "+34 600 900 901", verifiedName: "Mirador Eventos" },
        ],
        templates: [
          {
            name: "llegada",
            language: "es",
            category: "UTILITY",
            components: [
              { type: "BODY", text: "¿A qué hora llegas?" },
              { type: "BUTTONS", buttons: [{ type: "QUICK_REPLY", text: "Más tarde" }] },
            ],
          },
        ],
      },
    ],
  });
});
afterAll(() => api.close());
beforeEach(() => {
  api.clearFaults();
  api.addCustomer({ waId: maria, name: "María Ferrer" });
});

async function open(options?: Parameters<typeof browser.newPage>[0]): Promise<Page> {
  const page = await browser.newPage(options);
  await page.goto(api.url);
  await page.getByRole("button", { name: /María Ferrer/ }).click();
  return page;
}

async function send(body: object): Promise<string> {
  const response = await fetch(`${api.url}/v24.0/${phoneId}/messages`, {
    method: "POST",
    headers: { authorization: "Bearer token" },
    body: JSON.stringify({ messaging_product: "whatsapp", to: `+${maria}`, ...body }),
  });
  const answer: { messages: { id: string }[] } = JSON.parse(await response.text());
  await api.settled();
  return answer.messages[0]?.id ?? "";
}

function lastMessage() {
  const { messages } = api.viewThread(maria, phoneId);
  return Array.isArray(messages) ? messages.at(-1) : null;
}

it("the customer writes, gets an answer, reacts to it and replies to it", async () => {
  const page = await open();
  await page.getByRole("textbox", { name: "Mensaje" }).fill("¿Hay parking?");
  await page.keyboard.press("Enter");
  await page.getByRole("log").getByText("¿Hay parking?").waitFor();
  await page.getByText("Ventana abierta hasta").waitFor();
  const id = await send({ type: "text", text: { body: "Sí, *cubierto*." } });
  await page.getByRole("log").locator("strong", { hasText: "cubierto" }).waitFor();
  const answer = page.locator(`[data-id="${id}"]`);
  await answer.hover();
  await answer.getByRole("button", { name: "Reaccionar o responder" }).click();
  await answer.getByRole("button", { name: "Reaccionar 👍" }).click();
  await answer.getByRole("button", { name: /Quitar reacción/ }).waitFor();
  await answer.hover();
  await answer.getByRole("button", { name: "Reaccionar o responder" }).click();
  await answer.getByRole("button", { name: "Responder", exact: true }).click();
  await page.keyboard.type("Perfecto");
  await page.getByRole("button", { name: "Enviar" }).click();
  await eventually(() =>
    expect(lastMessage()).toMatchObject({ text: "Perfecto", quoted: { text: "Sí, *cubierto*." } }),
  );
});

it("a template's button answers, a picture goes with its caption", async () => {
  const page = await open();
  await send({ type: "template", template: { name: "llegada", language: { code: "es" } } });
  await page.getByRole("button", { name: "Más tarde" }).last().click();
  await eventually(() => expect(lastMessage()).toMatchObject({ type: "button", text: "Más tarde" }));
  await page.getByRole("textbox", { name: "Mensaje" }).fill("Mi coche");
  const dot =
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaGj4DwADhQGAm2bG7wAAAABJRU5ErkJggg==";
  const file = { name: "coche.png", mimeType: "image/png", buffer: Buffer.from(dot, "base64") };
  await page.locator('input[type="file"]').setInputFiles(file);
  await page.getByRole("button", { name: "Abrir la foto" }).click();
  await page.getByRole("dialog").getByRole("img").waitFor();
  await page.getByRole("button", { name: "Cerrar la foto" }).click();
  expect(lastMessage()).toMatchObject({ type: "image", text: "Mi coche" });
});

it("shows what a business may send, and a tap answers it", async () => {
  const page = await open();
  api.writeAsCustomer(maria, { type: "text", text: { body: "Hola" } });
  const log = page.getByRole("log");
  const ask = (type: string, action: object | undefined) =>
    send({ type: "interactive", interactive: { type, body: { text: "¿?" }, action } });
  const answersWith = (shape: object) => eventually(() => expect(lastMessage()).toMatchObject(shape));
  await ask("location_request_message", { name: "send_location" });
  await log.getByRole("button", { name: "Enviar ubicación" }).click();
  await answersWith({ type: "location", quoted: { text: "¿?" } });
  await log.getByText("Playa de la Barceloneta").last().waitFor();
  await ask("request_contact_info", undefined);
  await log.getByRole("button", { name: "Compartir mi número" }).click();
  await answersWith({ type: "contacts", contacts: [{ lines: [`+${maria}`] }] });
  const parameters = { flow_message_version: "3", flow_id: "1", flow_cta: "Reservar mesa", flow_token: "t" };
  await ask("flow", { name: "flow", parameters });
  await log.getByRole("button", { name: "Reservar mesa" }).click();
  await answersWith({ type: "interactive", text: "Sent" });
  await ask("call_permission_request", { name: "call_permission_request" });
  await log.getByRole("button", { name: "Permitir llamadas" }).click();
  await answersWith({ type: "interactive", quoted: { text: "¿?" } });
  const card = (card_index: number) => ({
    card_index,
    type: "cta_url",
    header: { type: "image", image: { link: "https://example.com/a.png" } },
    body: { text: `Suite ${card_index}` },
    action: { name: "cta_url", parameters: { display_text: "Verla", url: "https://example.com" } },
  });
  await ask("carousel", { cards: [card(0), card(1)] });
  await log.getByRole("group", { name: "Tarjetas" }).getByText("Suite 1").waitFor();
  await send({ type: "contacts", contacts: [{ name: { formatted_name: "Recepción", first_name: "R" } }] });
  await log.getByText("Recepción").waitFor();
  await page.getByRole("button", { name: "Más opciones" }).click();
  await page.getByRole("button", { name: "Nota de voz (3 s)" }).click();
  await answersWith({ type: "audio" });
  const duration = "document.querySelector('.log .message:last-child audio')?.duration ?? 0";
  await eventually(async () => expect(Number(await page.evaluate(duration))).toBeCloseTo(3, 1));
  await page.getByRole("button", { name: "Más opciones" }).click();
  await page.getByRole("combobox", { name: "Otro tipo de mensaje" }).selectOption("order");
  await page.getByRole("button", { name: "Enviar", exact: true }).first().click();
  await answersWith({ type: "order" });
  expect((await new AxeBuilder({ page }).analyze()).violations.map((violation) => violation.id)).toEqual([]);
});

it("moves the clock to one minute before the window closes, and past it", async () => {
  const page = await open();
  api.writeAsCustomer(maria, { type: "text", text: { body: "Hola" } });
  await page.getByRole("button", { name: "Hasta un minuto antes de cerrarse" }).click();
  await page.getByText(/quedan 0 min/).waitFor();
  await page.getByRole("button", { name: "+1 h", exact: true }).click();
  await page.getByText("Ventana cerrada desde").waitFor();
  await page.getByRole("button", { name: "Volver a la hora real" }).click();
  await eventually(() => expect(Math.abs(clock.now() - Date.now())).toBeLessThan(5_000));
});

it("provokes a failure for the next message and says what did not arrive", async () => {
  const page = await open();
  api.writeAsCustomer(maria, { type: "text", text: { body: "Hola" } });
  await page
    .getByRole("combobox", { name: "Qué ha de fallar" })
    .selectOption("No se puede entregar (131026)");
  await page.getByRole("button", { name: "Provocar" }).click();
  await page.getByRole("button", { name: "Quitar No se puede entregar (131026)" }).waitFor();
  await send({ type: "text", text: { body: "Se pierde" } });
  await page
    .getByText(/falló · código 131026/)
    .first()
    .waitFor();
  expect(await page.getByRole("log").getByText("Se pierde").count()).toBe(0);
});

it("read receipts and the phone itself can be switched off", async () => {
  const page = await open();
  await page.getByRole("switch", { name: "Encendido y con cobertura" }).uncheck();
  await eventually(() => expect(api.addCustomer({ waId: maria }).isOnline).toBe(false));
  await page.getByRole("switch", { name: "Encendido y con cobertura" }).check();
  await page.getByRole("switch", { name: "Confirmaciones de lectura" }).uncheck();
  await eventually(() =>
    expect(api.addCustomer({ waId: maria })).toMatchObject({ isOnline: true, hasReadReceipts: false }),
  );
  api.changeCustomer(maria, { hasReadReceipts: true });
});

it("adds a customer who then writes to the other number", async () => {
  const page = await open();
  await page.getByRole("button", { name: "Añadir cliente" }).click();
  await page.getByLabel("Nombre").fill("Emily Carter");
  await page.getByLabel("Teléfono con prefijo").fill("+44 7700 900012");
  await page.getByRole("dialog").getByRole("button", { name: "Añadir", exact: true }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.getByRole("button", { name: "Escribir a Mirador Eventos, +34 600 900 901" }).click();
  await page.getByRole("heading", { name: "Mirador Eventos", level: 2 }).waitFor();
  await page.getByText("Escribe al hotel: tu mensaje abre la ventana de 24 horas.").waitFor();
  await page.getByRole("textbox", { name: "Mensaje" }).fill("Hello");
  await page.keyboard.press("Enter");
  await eventually(() =>
    expect(api.viewThread("447700900012", "106540352242933")).toMatchObject({
      messages: [{ text: "Hello" }],
    }),
  );
});

it.each([
  ["es-ES", "light", 1280],
  ["en-GB", "dark", 1280],
  ["en-GB", "light", 390],
  ["es-ES", "dark", 390],
] as const)("is accessible and fits in %s, %s, %i px", async (locale, colorScheme, width) => {
  api.writeAsCustomer(maria, { type: "text", text: { body: "Hola" } });
  await send({ type: "template", template: { name: "llegada", language: { code: "es" } } });
  const page = await browser.newPage({ locale, colorScheme, viewport: { width, height: 844 } });
  await page.goto(api.url);
  // On a narrow screen the list comes first.
  await page.getByRole("button", { name: /María Ferrer/ }).click();
  await page.getByRole("button", { name: "Más tarde" }).last().waitFor();
  expect((await new AxeBuilder({ page }).analyze()).violations.map((violation) => violation.id)).toEqual([]);
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(width);
  if (width < 760) {
    await page.getByRole("button", { name: /^(Reloj y fallos|Clock and failures)$/ }).click();
    expect((await new AxeBuilder({ page }).analyze()).violations.map((violation) => violation.id)).toEqual(
      [],
    );
  }
});
