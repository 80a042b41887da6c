import { afterAll, beforeAll, expect, inject, it } from "vitest";
import type { JsonObject } from "../../simulators/cloud-api/json.ts";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { type AgentDesk, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { soundFile } from "../support/sound-file.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let desk: AgentDesk;
let ana: Guest;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 09:00:00") });
  desk = await signInAtDesk(world, browser);
  desk.page.setDefaultTimeout(10_000);
  ana = addGuest(world, { name: "Ana Ruiz", waId: "34600900201" });
  await ana.writes("Hola, ¿tenéis sitio?");
  await desk.open("Ana Ruiz");
});
afterAll(() => world.close());

const article = (text: string | RegExp) => desk.log.getByRole("article").filter({ hasText: text });
const contact = (name: string, phone: string): JsonObject => ({
  name: { formatted_name: name },
  phones: [{ phone, wa_id: phone.replace(/\D/g, "") }],
  emails: [{ email: "luis@example.com" }],
});

it("a voice note is played, faster, and from any place, by keyboard", async () => {
  const base64 = soundFile(20).toString("base64");
  await ana.writes({ type: "audio", audio: { base64, mime_type: "audio/wav", voice: true } });
  await desk.page.getByRole("link", { name: /Ana Ruiz.*Nota de voz/ }).waitFor();
  const player = desk.log.getByRole("group", { name: "Nota de voz" });
  const position = player.getByRole("slider", { name: "Posición" });
  await eventually(async () => expect(await position.getAttribute("aria-valuetext")).toBe("0:00 de 0:20"));
  await position.press("ArrowRight");
  await position.press("ArrowRight");
  await eventually(async () => expect(await position.getAttribute("aria-valuetext")).toBe("0:10 de 0:20"));
  await position.press("ArrowLeft");
  await player.getByRole("button", { name: "Reproducir" }).press("Enter");
  await player.getByRole("button", { name: "Pausar" }).press("Enter");
  await player.getByRole("button", { name: "Reproducir" }).waitFor();
  expect(await position.getAttribute("aria-valuetext")).toMatch(/^0:0[5-9] de 0:20$/);
  await player.getByRole("button", { name: "Velocidad 1" }).click();
  await player.getByRole("button", { name: "Velocidad 1.5" }).waitFor();
});

it("a file says what it is and how large, and is downloaded under its name", async () => {
  const base64 = Buffer.from("%PDF-1.7\n%%EOF\n").toString("base64");
  const document = { base64, mime_type: "application/pdf", filename: "reserva.pdf", caption: "Mi reserva" };
  await ana.writes({ type: "document", document });
  const card = desk.log.getByRole("link", { name: "Abrir reserva.pdf" });
  expect(await card.innerText()).toMatch(/reserva\.pdf\s*PDF · 15 bytes/);
  const [download] = await Promise.all([desk.page.waitForEvent("download"), card.click()]);
  expect(download.suggestedFilename()).toBe("reserva.pdf");
});

it("a place names its maps and asks nobody for a picture of it", async () => {
  await ana.writes({
    type: "location",
    location: { latitude: 41.3874, longitude: 2.1686, name: "Estación", address: "Plaza Mayor 1" },
  });
  const place = article("Plaza Mayor 1");
  await place.getByText("41.3874, 2.1686").waitFor();
  expect(await place.getByRole("link", { name: "Ver en OpenStreetMap" }).getAttribute("href")).toContain(
    "mlat=41.3874&mlon=2.1686",
  );
  await place.getByRole("link", { name: "Ver en Google Maps" }).waitFor();
});

it("an order has its lines and its sum; an ad, a form and a permission to call say what they are", async () => {
  const product_items = [
    { product_retailer_id: "desayuno", quantity: 2, item_price: 9.5, currency: "EUR" },
    { product_retailer_id: "parking", quantity: 1, item_price: 15, currency: "EUR" },
  ];
  await ana.writes({ type: "order", order: { catalog_id: "2001", text: "Para las ocho", product_items } });
  await article("Para las ocho").getByRole("row", { name: "Total 34,00 €" }).waitFor();
  await ana.writes({
    type: "text",
    text: { body: "He visto el anuncio" },
    referral: {
      source_type: "ad",
      source_url: "https://fb.me/x",
      headline: "Fin de semana",
      body: "Dos noches",
    },
  });
  await article("He visto el anuncio").getByRole("link", { name: "Abrir el anuncio" }).waitFor();
  const response_json = JSON.stringify({ flow_token: "t", huéspedes: 2 });
  await ana.writes({
    type: "interactive",
    interactive: { type: "nfm_reply", nfm_reply: { name: "flow", body: "Sent", response_json } },
  });
  expect(await article("Formulario respondido").innerText()).toMatch(/huéspedes\s*2/);
  await ana.writes({
    type: "interactive",
    interactive: {
      type: "call_permission_reply",
      call_permission_reply: {
        response: "accept",
        expiration_timestamp: Date.parse(march("17 18:02:00")) / 1000,
      },
    },
  });
  await article("Acepta que le llames por WhatsApp").getByText("Hasta el 17 mar 18:02").waitFor();
});

it("what can't be shown is said neutrally, with its kind", async () => {
  await ana.writes({ type: "unsupported", unsupported: { type: "poll_creation" } });
  await article("Encuesta").getByText("Ábrelo en WhatsApp en el teléfono.").waitFor();
  await ana.writes({ type: "hologram", hologram: { seconds: 3 } });
  await article("Mensaje de tipo «hologram»").getByText("Ver como llegó").click();
  await article("hologram").getByText('"seconds": 3').waitFor();
});

it("where a message comes from stands above it", async () => {
  await ana.writes({ type: "text", text: { body: "Mirad esto" }, context: { forwarded: true } });
  await article("Mirad esto").getByText("Reenviado", { exact: true }).waitFor();
});

it("an edit stands in its place with the old text a click away, and a line tells of it", async () => {
  const id = await ana.writes("Llego a las diez");
  await ana.writes({
    type: "edit",
    edit: { original_message_id: id, message: { type: "text", text: { body: "Llego a las once" } } },
  });
  const message = article("Llego a las once");
  await message.getByText("Editado").waitFor();
  expect(await desk.log.getByText("Llego a las diez").count()).toBe(0);
  await message.getByRole("button", { name: "Ver lo que decía antes" }).click();
  await message.getByText("Llego a las diez").waitFor();
  await desk.log.getByText("Ana Ruiz cambió un mensaje").waitFor();
});

it("what was taken back is covered, not lost", async () => {
  const id = await ana.writes("Mi tarjeta acaba en 12");
  await article("Mi tarjeta acaba en 12").waitFor();
  await ana.writes({ type: "revoke", revoke: { original_message_id: id } });
  const message = article("El cliente eliminó este mensaje");
  await message.waitFor();
  expect(await desk.log.getByText("Mi tarjeta acaba en 12").count()).toBe(0);
  await message.getByRole("button", { name: "Ver lo que decía" }).click();
  await message.getByText("Mi tarjeta acaba en 12").waitFor();
});

it("her reaction stands at our message, and a quote of one far up leads there", async () => {
  await ana.answer("Sí, quedan dos");
  const [ours] = (await ana.messages()).filter(({ text }) => text === "Sí, quedan dos");
  const message_id = ours?.providerId ?? "";
  await ana.writes({ type: "reaction", reaction: { message_id, emoji: "👍" } });
  await article("Sí, quedan dos").getByText("👍").waitFor();
  for (let count = 1; count <= 60; count += 1) {
    world.cloudApi.writeAsCustomer(ana.id, { type: "text", text: { body: `Otra cosa ${count}` } });
  }
  await ana.writes({ type: "text", text: { body: "¿Siguen?" }, context: { id: message_id } });
  await desk.page.reload();
  const quote = article("¿Siguen?").getByRole("button", { name: /Sí, quedan dos/ });
  await quote.waitFor();
  expect(await desk.log.getByText("👍").count()).toBe(0);
  await quote.click();
  await desk.log.getByText("👍").waitFor();
});

it("a contact becomes a customer with what its card says", async () => {
  await ana.writes({ type: "contacts", contacts: [contact("Luis Vega", "+34 600 900 202")] });
  await desk.page.reload();
  await desk.page.getByRole("button", { name: "Guardar a Luis Vega como cliente" }).click();
  const dialog = desk.page.getByRole("dialog", { name: "Nuevo cliente" });
  expect(await dialog.getByLabel("Nombre").inputValue()).toBe("Luis Vega");
  expect(await dialog.getByLabel("Teléfono").inputValue()).toBe("+34600900202");
  expect(await dialog.getByLabel("Correo").inputValue()).toBe("luis@example.com");
  await dialog.getByRole("button", { name: /Crear|Añadir|Guardar/ }).click();
  await desk.page.getByRole("heading", { name: "Luis Vega", level: 2 }).waitFor();
});

it.each(["light", "dark"] as const)("axe finds nothing in a thread of all kinds, %s", async (colorScheme) => {
  const { page } = desk;
  await page.emulateMedia({ colorScheme });
  await desk.open("Ana Ruiz");
  await page.reload();
  await desk.log.getByText("Luis Vega").waitFor();
  for (const seen of ["El cliente eliminó este mensaje", "Para las ocho"]) {
    await desk.log.hover();
    await eventually(async () => {
      await page.mouse.wheel(0, -400);
      return (await desk.log.getByText(seen).count()) > 0;
    });
    expect(await accessibilityFaults(page, '[role="log"]')).toEqual([]);
  }
});
