import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { type AgentDesk, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { enterGuest, type Guest } from "../support/guest.ts";
import { startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let desk: AgentDesk;
let page: Page;
let eva: Guest;

beforeAll(async () => {
  world = await startWorld({
    webFolder: inject("webFolder"),
    startAt: "2026-11-10T09:00:00+01:00",
    cloudApi: { templateReview: { when: "real", delayMs: 1 } },
  });
  eva = await enterGuest(world, { name: "Eva Soler", waId: "34600900062" });
  desk = await signInAtDesk(world, browser);
  page = desk.page;
});
afterAll(() => world.close());

const faults = () => accessibilityFaults(page);

const workbench = async () => {
  await page.goto(`${world.url}/settings/templates`);
  await page.getByRole("heading", { name: "Plantillas", level: 1 }).waitFor();
};

describe("a template with a picture above and buttons below", () => {
  const picture = {
    name: "vista.png",
    mimeType: "image/png",
    buffer: Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaGj4DwADhQGAm2bG7wAAAABJRU5ErkJggg==",
      "base64",
    ),
  };

  it("is made with an example of the picture", async () => {
    await workbench();
    await page.getByRole("button", { name: "Nueva plantilla" }).click();
    const editor = page.getByRole("dialog", { name: "Nueva plantilla" });
    await editor.getByLabel("Nombre", { exact: true }).fill("vista_del_mar");
    await editor.getByLabel("Tipo de cabecera").selectOption("IMAGE");
    await editor.getByText("Falta un ejemplo.").waitFor();
    await editor.locator("input[type=file]").setInputFiles(picture);
    await editor.getByText("Ejemplo entregado a WhatsApp").waitFor();
    await editor
      .getByLabel("Texto del mensaje")
      .fill("Hola {{1}}, mira lo que se ve desde tu habitación del hotel.");
    await editor.getByLabel("Ejemplo de {{1}}").fill("Marta");
    await editor.getByRole("button", { name: "Añadir botón" }).click();
    await editor.getByLabel("Texto del botón").fill("Me gusta");
    await editor.getByRole("button", { name: "Añadir botón" }).click();
    const second = editor.getByRole("group", { name: "2" });
    await second.getByLabel("Tipo", { exact: true }).selectOption("URL");
    await second.getByLabel("Texto del botón").fill("Reservar");
    await second.getByLabel("Dirección").fill("https://example.com/{{1}}");
    await second.getByLabel("Ejemplo de la dirección entera").fill("https://example.com/1");
    await editor.getByRole("button", { name: "Entregar a revisión" }).click();
    await page.getByRole("article", { name: "vista_del_mar" }).getByText("Autorizada").waitFor();
  });

  it("is sent with a picture of one's own, which stands in the thread as she sees it", async () => {
    await page.goto(`${world.url}/inbox`);
    await desk.open("Eva Soler");
    await desk.button("Elegir plantilla").click();
    const dialog = page.getByRole("dialog", { name: /^Enviar una plantilla/ });
    await dialog.getByRole("button", { name: /vista_del_mar/ }).click();
    const send = dialog.getByRole("button", { name: /^Enviar plantilla/ });
    await dialog
      .locator("input[type=file]")
      .setInputFiles({ ...picture, name: "a.gif", mimeType: "image/gif" });
    await dialog.getByText("WhatsApp no admite ese tipo de archivo aquí.").waitFor();
    expect(await send.isDisabled()).toBe(true);
    await dialog.locator("input[type=file]").setInputFiles(picture);
    await dialog.getByText("vista.png").waitFor();
    await dialog.getByRole("textbox", { name: "Botón «Reservar»" }).fill("8812");
    expect(await faults()).toEqual([]);
    await send.click();
    const sent = desk.log.getByRole("article").filter({ hasText: "mira lo que se ve" });
    await sent.getByText("Entregado").waitFor();
    await sent.getByText("Reservar").waitFor();
    await sent.getByRole("img", { name: /vista\.png/ }).waitFor();
  });
});

describe("a template created, approved, sent and recategorised", () => {
  it("is written beside its bubble, and every rule is told in words while it is typed", async () => {
    await workbench();
    await page.getByRole("button", { name: "Nueva plantilla" }).click();
    const editor = page.getByRole("dialog", { name: "Nueva plantilla" });
    const submit = editor.getByRole("button", { name: "Entregar a revisión" });
    await editor.getByLabel("Nombre", { exact: true }).fill("Tarde");
    await editor.getByText("Solo minúsculas sin tilde, cifras y guiones bajos, hasta 512.").waitFor();
    await editor.getByLabel("Nombre", { exact: true }).fill("salida_tarde");
    await editor.getByLabel("Texto del mensaje").fill("Hola {{1}}");
    await editor.getByText("El texto no puede empezar ni acabar en un campo.").waitFor();
    expect(await submit.isDisabled()).toBe(true);
    await editor
      .getByLabel("Texto del mensaje")
      .fill("Hola {{1}}, hoy puedes dejar tu habitación del hotel hasta las dos de la tarde.");
    await editor.getByText("Falta un ejemplo.").waitFor();
    await editor.getByLabel("Ejemplo de {{1}}").fill("Marta");
    await editor.getByLabel("Texto del pie").fill("Hotel La Marea");
    await editor.getByRole("button", { name: "Añadir botón" }).click();
    await editor.getByLabel("Texto del botón").fill("Gracias");
    await editor.getByText("Cumple las reglas de WhatsApp.").waitFor();
    const phone = editor.getByRole("region", { name: "Vista previa" });
    await phone.getByText("Hola Marta, hoy puedes dejar tu habitación").waitFor();
    expect(await faults()).toEqual([]);
    await editor.getByRole("button", { name: "Guardar borrador" }).click();
    await page.keyboard.press("Escape");
    await page.getByRole("region", { name: "Borradores" }).getByText("salida_tarde").waitFor();
  });

  it("is handed in from its draft, and approved on the page without a reload", async () => {
    await page.getByRole("button", { name: "Abrir salida_tarde" }).click();
    const editor = page.getByRole("dialog", { name: "Cambiar salida_tarde" });
    await editor.getByRole("button", { name: "Entregar a revisión" }).click();
    const group = page.getByRole("article", { name: "salida_tarde" });
    await group.getByText("Autorizada").waitFor();
    await group.getByText(/España ≈ 0,0200/).waitFor();
    await group.getByText("Sin usar").waitFor();
    expect(await page.getByRole("region", { name: "Borradores" }).count()).toBe(0);
  });

  it("is sent with the customer's name filled in, and remembers what else it is filled with", async () => {
    await page.goto(`${world.url}/inbox`);
    await desk.open("Eva Soler");
    await desk.button("Elegir plantilla").click();
    const dialog = page.getByRole("dialog", { name: /^Enviar una plantilla/ });
    await dialog.getByRole("button", { name: /salida_tarde/ }).click();
    expect(await dialog.getByRole("textbox", { name: "Campo 1" }).inputValue()).toBe("Eva");
    await dialog.getByText("Recordar los campos").click();
    await dialog.getByLabel("Campo 1: Rellenar siempre con").selectOption("customerName");
    await dialog.getByRole("button", { name: /^Enviar plantilla · utilidad/ }).click();
    await desk.log
      .getByRole("article")
      .filter({ hasText: "Hola Eva, hoy puedes dejar" })
      .getByText("Entregado")
      .waitFor();
    await desk.button("Elegir plantilla").click();
    await dialog.getByRole("button", { name: /salida_tarde/ }).click();
    expect(await dialog.getByRole("textbox", { name: "Campo 1" }).inputValue()).toBe("Eva Soler");
    await page.keyboard.press("Escape");
  });

  it("another category is an alert that names both prices until an owner has seen it", async () => {
    world.cloudApi.changeTemplate("salida_tarde", { category: "MARKETING" });
    await world.settle();
    await workbench();
    const alerts = page.getByRole("region", { name: "Avisos de plantillas" });
    await alerts.getByText("«salida_tarde (es)» ha pasado de utilidad a marketing.").waitFor();
    await alerts.getByText(/^Cada mensaje en España: antes 0,0200.*, ahora 0,0707/).waitFor();
    await page
      .getByRole("article", { name: "salida_tarde" })
      .getByText(/marketing \(antes utilidad\)/)
      .waitFor();
    await page
      .getByRole("article", { name: "salida_tarde" })
      .getByText(/Último uso: /)
      .waitFor();
    expect(await faults()).toEqual([]);
    await page.getByRole("button", { name: "Dar por visto el aviso de salida_tarde" }).click();
    await alerts.waitFor({ state: "detached" });
    await page.reload();
    await page.getByRole("article", { name: "salida_tarde" }).waitFor();
    expect(await alerts.count()).toBe(0);
  });

  it("a category that changed unheard is seen when it is chosen, with its price, before anything is sent", async () => {
    const before = (await eva.messages()).length;
    world.cloudApi.setWebhookUrl(null);
    world.cloudApi.changeTemplate("recordatorio_llegada", { category: "MARKETING" });
    world.cloudApi.setWebhookUrl(world.webhookUrl);
    await page.goto(`${world.url}/inbox`);
    await desk.open("Eva Soler");
    await desk.button("Elegir plantilla").click();
    const dialog = page.getByRole("dialog", { name: /^Enviar una plantilla/ });
    await dialog.getByRole("button", { name: /recordatorio_llegada/ }).click();
    await dialog.getByRole("button", { name: /^Enviar plantilla · marketing · España ≈ 0,0707/ }).waitFor();
    await page.keyboard.press("Escape");
    expect(await eva.messages()).toHaveLength(before);
  });

  it("is deleted after asking once more", async () => {
    await workbench();
    await page.getByRole("button", { name: "Borrar salida_tarde (es)" }).click();
    const dialog = page.getByRole("dialog", { name: "Borrar salida_tarde (es)" });
    await dialog.getByText("el nombre queda bloqueado 30 días").waitFor();
    await dialog.getByRole("button", { name: "Borrar", exact: true }).click();
    await page.getByRole("article", { name: "salida_tarde" }).waitFor({ state: "detached" });
  });
});
