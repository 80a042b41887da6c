import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { hotel } from "../../scripts/demo/hotel.ts";
import { type AgentDesk, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { enterGuest } from "../support/guest.ts";
import { startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let owner: AgentDesk;
let page: Page;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder") });
  owner = await signInAtDesk(world, browser);
  page = owner.page;
});
afterAll(() => world.close());

const open = async (name: string) => {
  await page.getByRole("link", { name: "Ajustes", exact: true }).first().click();
  await page.getByRole("navigation", { name: "Ajustes" }).getByRole("link", { name }).click();
  await page.getByRole("heading", { name, level: 1 }).waitFor();
};

describe("people", () => {
  const guest = { name: "Marta Ruiz", email: "marta@example.com", password: "marea-marta-2026" };
  let agent: Page;

  it("join by a link that the owner copies, and see at once what is not theirs to change", async () => {
    await open("Personas");
    await page.getByLabel("Su correo electrónico").fill(guest.email);
    await page.getByRole("button", { name: "Crear enlace" }).click();
    const link = await page.getByLabel(`Enlace para ${guest.email}`, { exact: true }).inputValue();
    expect(link.startsWith(`${world.url}/join#`)).toBe(true);
    agent = await browser.newPage();
    await agent.goto(link);
    await agent.getByRole("heading", { name: "Te han invitado" }).waitFor();
    await agent.getByText(`Únete a ${hotel.name}`).waitFor();
    await agent.getByLabel("Tu nombre").fill(guest.name);
    await agent.getByLabel("Contraseña", { exact: true }).fill(guest.password);
    await agent.getByRole("button", { name: "Entrar en el equipo" }).click();
    await agent.getByRole("heading", { name: "Bandeja" }).waitFor();
    await page.getByText(guest.name).waitFor();
    await agent.goto(`${world.url}/settings/api-keys`);
    await agent.getByText("Solo una persona propietaria puede cambiarlo.").waitFor();
    expect(await agent.getByRole("button", { name: "Crear clave" }).count()).toBe(0);
  });

  it("are told when a link was used already", async () => {
    const other = await browser.newPage();
    await page.getByLabel("Su correo electrónico").fill("eva@example.com");
    await page.getByRole("button", { name: "Crear enlace" }).click();
    const link = await page.getByLabel("Enlace para eva@example.com", { exact: true }).inputValue();
    await page.getByRole("button", { name: "Retirar la invitación de eva@example.com" }).click();
    await page.getByRole("button", { name: "Retirar la invitación" }).waitFor({ state: "detached" });
    await other.goto(link);
    await other.getByText("Esta invitación ya no vale").waitFor();
  });

  it("who lose their access are out within seconds, and the door says why", async () => {
    await agent.goto(`${world.url}/inbox`);
    await agent.getByRole("heading", { name: "Bandeja" }).waitFor();
    await page.getByRole("button", { name: `Quitar el acceso a ${guest.name}` }).click();
    const dialog = page.getByRole("dialog", { name: `Quitar el acceso a ${guest.name}` });
    await dialog.getByRole("button", { name: "Quitar el acceso" }).click();
    await page.getByText("Sin acceso").waitFor();
    const again = agent.getByRole("dialog", { name: "Tu sesión ha caducado" });
    await again.waitFor();
    await again.getByLabel("Contraseña", { exact: true }).fill(guest.password);
    await again.getByRole("button", { name: "Entrar" }).click();
    await again.getByText("Tu acceso está desactivado.").waitFor();
  });

  it("the last owner stays one, and is told so", async () => {
    await page.getByRole("combobox", { name: `Rol de ${hotel.owner.name}` }).selectOption("agent");
    await page.getByText("La empresa necesita al menos una persona propietaria").waitFor();
  });
});

describe("channels", () => {
  it("are checked and disconnected, and a number is connected again with what is missing said beside the field", async () => {
    await open("Canales");
    await page.getByRole("button", { name: "Comprobar Restaurante" }).click();
    await page.getByText("Todo bien: el proveedor responde").waitFor();
    await page.getByRole("button", { name: "Desconectar Restaurante" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "Desconectar" }).click();
    await page.getByText("Lo desconectó una persona propietaria.").waitFor();
    await page.getByRole("link", { name: "Conectar un número de WhatsApp" }).click();
    await page.getByLabel("Nombre del canal").fill("Restaurante");
    await page.getByLabel("Identificador del número").fill(hotel.phoneNumberId2);
    await page.getByLabel("Identificador de la cuenta").fill(hotel.wabaId);
    await page.getByLabel("Token del usuario del sistema").fill("wrong");
    await page.getByLabel("Secreto de la app").fill(hotel.appSecret);
    await page.getByRole("button", { name: "Comprobar" }).click();
    await page.getByText("Meta no acepta el token.").first().waitFor();
    await page.getByLabel("Token del usuario del sistema").fill(hotel.accessToken);
    await page.getByRole("button", { name: "Comprobar" }).click();
    await page.getByText("Todo bien. Ya puedes conectarlo.").waitFor();
    await page.getByRole("button", { name: "Conectar", exact: true }).click();
    await page.getByRole("heading", { name: "Conectado. Falta un paso en Meta" }).waitFor();
    const callback = await page.getByRole("textbox", { name: "URL de devolución de llamada" }).inputValue();
    expect(callback.startsWith(`${world.url}/webhooks/whatsapp/`)).toBe(true);
    await page.getByText("Esperando el primer mensaje…").waitFor();
  });
});

describe("a number", () => {
  it("says in which currency it is billed, and why that stays as it is", async () => {
    await open("Canales");
    await page.getByText("Facturado en USD · Europe/Madrid").first().waitFor();
    await page.getByRole("button", { name: "Cambiar datos de Recepción" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Moneda de la cuenta").selectOption("EUR");
    await dialog.getByRole("button", { name: "Guardar" }).click();
    await dialog.getByText("WhatsApp factura esta cuenta en USD.").waitFor();
    await dialog.getByLabel("Moneda de la cuenta").selectOption("USD");
    await dialog.getByRole("button", { name: "Guardar" }).click();
    await dialog.waitFor({ state: "detached" });
  });
});

describe("a mailbox", () => {
  it("gets another name for its sender, which the next mail carries", async () => {
    const guest = await enterGuest(world, {
      name: "Ana Roca",
      waId: "34600900031",
      email: "ana.roca@example.com",
    });
    await open("Canales");
    await page.getByRole("button", { name: "Cambiar datos de Correo de recepción" }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByLabel("Nombre del remitente").fill("La Marea · Recepción");
    await dialog.getByRole("button", { name: "Guardar" }).click();
    await dialog.waitFor({ state: "detached" });
    await guest.sendMail("Tu reserva", "Te esperamos.");
    await world.settle();
    expect(world.mail.received().at(-1)?.from).toContain("La Marea · Recepción");
    await page.getByRole("button", { name: "Cambiar datos de Correo de recepción" }).click();
    expect(await dialog.getByLabel("Nombre del remitente").inputValue()).toBe("La Marea · Recepción");
    await page.keyboard.press("Escape");
  });
});

describe("on a phone", () => {
  it("the list of pages comes first, then the page, with a way back", async () => {
    const narrow = await browser.newPage({ viewport: { width: 390, height: 844 } });
    await narrow.goto(`${world.url}/sign-in`);
    await narrow.getByLabel("Correo electrónico").fill(hotel.owner.email);
    await narrow.getByLabel("Contraseña", { exact: true }).fill(hotel.owner.password);
    await narrow.getByRole("button", { name: "Entrar" }).click();
    await narrow.getByRole("link", { name: "Ajustes" }).click();
    await narrow.getByRole("heading", { name: "Ajustes", level: 1 }).waitFor();
    await narrow.getByRole("link", { name: "Datos de la empresa" }).click();
    await narrow.getByRole("heading", { name: "Datos de la empresa", level: 1 }).waitFor();
    expect(await narrow.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await narrow.getByRole("main").getByRole("link", { name: "Ajustes" }).click();
    await narrow.getByRole("heading", { name: "Ajustes", level: 1 }).waitFor();
  });
});
