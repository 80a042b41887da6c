import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { dayMs } from "#domain/time.ts";
import { type AgentDesk, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { withAdmin } from "../support/test-server.ts";
import { bodyOf, contactOf, textOf } from "../support/webhook-bodies.ts";
import { postWebhook } from "../support/webhooks.ts";
import { startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let owner: AgentDesk;
let guest: Guest;
let page: Page;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder") });
  guest = addGuest(world, { name: "María Ferrer", waId: "34600900151" });
  owner = await signInAtDesk(world, browser);
  page = owner.page;
});
afterAll(() => world.close());

const asOwner = (text: string) => withAdmin(world.database.ownerUrl, (client) => client.query(text));
const card = (name: string) => page.getByRole("region", { name, exact: true });
const quarantine = () => card("Cuarentena");

const refresh = () => page.getByRole("button", { name: "Actualizar" }).click();

/** A text that no rule takes while the database is poisoned. */
async function writePoison(id: string): Promise<Buffer> {
  const waId = "34600900152";
  const message = textOf({ id, waId, at: world.clock.now(), text: "veneno" });
  const body = bodyOf({ contacts: [contactOf(waId, "Vera")], messages: [message] });
  expect(await postWebhook(world.webhookUrl, body)).toBe(200);
  return body;
}

it("says calmly that all is well", async () => {
  await page.getByRole("link", { name: "Ajustes", exact: true }).first().click();
  await page.getByRole("navigation", { name: "Ajustes" }).getByRole("link", { name: "Operaciones" }).click();
  await page.getByRole("heading", { name: "Operaciones", level: 1 }).waitFor();
  await card("Canales").getByText("Todavía no ha llegado ningún mensaje.").first().waitFor();
  await card("Cola de envío").getByText("Ningún mensaje lleva retraso.").waitFor();
  await quarantine().getByText("No hay nada en cuarentena.").waitFor();
  await card("Envíos fallidos").getByText("Ninguno en los últimos 7 días.").waitFor();
});

it("counts today's traffic of each channel, and failures by reason", async () => {
  await guest.writes("Hola");
  await guest.answer("Buenas");
  world.cloudApi.addFault({ kind: "refuse", code: 131026 });
  await guest.answer("¿Sigue ahí?");
  await world.settle();
  await refresh();
  await card("Canales").getByText("Hoy: 1 recibido · 2 enviados").waitFor();
  const row = card("Envíos fallidos").getByRole("row", { name: "Este número no recibe WhatsApp" });
  expect(await row.getByRole("cell").allInnerTexts()).toEqual(["1", "1"]);
});

it("what could not be filed can be looked at as it came, and tried again with the keyboard until it is in its thread", async () => {
  await asOwner("alter table messages add constraint poison check (text !~ 'veneno') not valid");
  const body = await writePoison("wamid.E2E1");
  await refresh();
  await quarantine().getByText("No se pudo guardar", { exact: true }).waitFor();
  const downloading = page.waitForEvent("download");
  await quarantine().getByRole("link", { name: "Descargar lo que llegó" }).click();
  const download = await downloading;
  expect(await readFile(await download.path())).toEqual(body);
  const again = quarantine().getByRole("button", { name: "Reintentar lo que llegó" });
  await again.press("Enter");
  await quarantine().getByRole("status").getByText("Sigue sin poder entrar, por el mismo motivo.").waitFor();
  await asOwner("alter table messages drop constraint poison");
  await again.press("Enter");
  await quarantine().getByRole("status").getByText("Ya está en su hilo.").waitFor();
  await quarantine().getByText("No hay nada en cuarentena.").waitFor();
  await page.getByRole("link", { name: "Bandeja" }).click();
  await page.getByRole("link", { name: /Vera/ }).waitFor();
  await page.goBack();
  await page.getByRole("heading", { name: "Operaciones", level: 1 }).waitFor();
});

it("all are tried again at once, and how that ended is said", async () => {
  await postWebhook(world.webhookUrl, Buffer.from("{no json"));
  await postWebhook(world.webhookUrl, Buffer.from("{no json either"));
  await refresh();
  await quarantine().getByRole("button", { name: "Reintentar todo" }).click();
  await quarantine().getByText("Han entrado: 0. Quedan en cuarentena: 2.").waitFor();
  expect(await quarantine().getByText("No se entiende").count()).toBe(2);
});

it("a channel that is silent is told of where an owner looks, and to nobody else", async () => {
  const settings = page.getByRole("link", { name: "Ajustes", exact: true }).first();
  const hint = page.getByText("Un canal está en silencio");
  expect(await hint.count()).toBe(0);
  world.clock.advance(120_000);
  await guest.writes("¿Hay alguien?");
  await world.settle();
  await fetch(`${world.url}/control/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ advanceMs: dayMs + 1_000 }),
  });
  await refresh();
  await page.getByText("Recepción está en silencio.").waitFor();
  await page.getByText("Hace 24 h que no llega nada").waitFor();
  expect(await settings.getAttribute("aria-describedby")).toBe("rail-silent");
  expect(await hint.count()).toBe(1);
  await page.getByRole("link", { name: "Comprobar la conexión" }).click();
  await page.getByRole("region", { name: "Recepción", exact: true }).getByText("En silencio").waitFor();
  const agent = { name: "Dani", email: "dani@example.com", password: "another password" };
  await world.api.post("/members", { ...agent, role: "agent" });
  const other = await browser.newPage();
  await other.goto(`${world.url}/settings/operations`);
  await other.getByLabel("Correo electrónico").fill(agent.email);
  await other.getByLabel("Contraseña", { exact: true }).fill(agent.password);
  await other.getByRole("button", { name: "Entrar" }).click();
  await other.getByText("Solo una persona propietaria puede cambiarlo.").waitFor();
  expect(await other.getByText("Un canal está en silencio").count()).toBe(0);
});
