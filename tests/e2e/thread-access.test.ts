import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { hotel } from "../../scripts/demo/hotel.ts";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { deskOf } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { addGuest, writeMail } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("09 09:00:00") });
  await world.api.post("/canned-replies", {
    shortcut: "wifi",
    text: "Hola {{cliente.nombre}}, no tiene clave.",
  });
  const ana = addGuest(world, { name: "Ana Prats", waId: "34600900081" });
  await ana.writes("¿Tenéis piscina?", { at: "10 09:00:00" });
  const { customer } = await ana.thread();
  await world.api.post(`/customers/${customer.id}/addresses`, { email: "ana@example.com" });
  const [question] = await ana.messages();
  const quote = { kind: "text", channelId: world.whatsappChannelId, text: "Sí", answersId: question?.id };
  const path = `/threads/${await ana.threadId()}/messages`;
  await world.api.post(path, { ...quote, clientId: crypto.randomUUID() });
  await world.api.post(path, { kind: "note", text: "Planta alta", clientId: crypto.randomUUID() });
  await ana.sendTemplate("recordatorio_llegada", { "1": "Ana", "2": "viernes" });
  world.cloudApi.addFault({ kind: "fail-status", code: 131026 });
  await ana.answer("Y está climatizada");
  await writeMail(world, { from: "ana@example.com", subject: "Factura", text: "Hola\n\n> Buenas tardes" });
  await ana.writes("Gracias", { at: "10 09:10:00" });
  const luis = addGuest(world, { name: "Luis Mora", waId: "34600900082" });
  await luis.writes("¿Hay sitio?", { at: "08 09:00:00" });
  world.at("10 09:20:00");
});
afterAll(() => world.close());

it.each([
  ["light", 1440],
  ["dark", 390],
] as const)(
  "thread, composer, pickers and template dialog have no fault in the %s theme at %i px",
  async (colorScheme, width) => {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 844 } });
    await page.goto(`${world.url}/inbox`);
    await page.getByLabel("Correo electrónico").fill(hotel.owner.email);
    await page.getByLabel("Contraseña", { exact: true }).fill(hotel.owner.password);
    await page.getByRole("button", { name: "Entrar" }).click();
    const desk = deskOf(page);
    await desk.open("Ana Prats");
    await desk.log.getByText("Gracias").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await desk.textBox.pressSequentially("/");
    await desk.composer.getByRole("option").filter({ hasText: "/wifi" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await desk.textBox.fill("");
    await desk.button("Emoji").click();
    await page.getByRole("dialog", { name: "Elegir un emoji" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press("Escape");
    await desk.choose("Correo");
    expect(await accessibilityFaults(page)).toEqual([]);
    await desk.choose("Nota");
    expect(await accessibilityFaults(page)).toEqual([]);
    if (width < 760) {
      await page.getByRole("link", { name: "Volver a la lista" }).click();
    }
    await desk.open("Luis Mora");
    await desk.button("Elegir plantilla").click();
    await page.getByRole("button", { name: /confirmacion_reserva/ }).click();
    await page.getByRole("region", { name: "Vista previa" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  },
);
