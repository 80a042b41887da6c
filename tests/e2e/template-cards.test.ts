import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { type AgentDesk, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { enterGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const picture = (name: string) => ({
  name,
  mimeType: "image/png",
  buffer: Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaGj4DwADhQGAm2bG7wAAAABJRU5ErkJggg==",
    "base64",
  ),
});

const browser = setUpBrowser();
let world: World;
let desk: AgentDesk;
let page: Page;
let eva: Guest;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 09:00:00") });
  eva = await enterGuest(world, { name: "Eva Soler", waId: "34600900065" });
  desk = await signInAtDesk(world, browser);
  page = desk.page;
  await desk.open("Eva Soler");
});
afterAll(() => world.close());

const dialog = () => page.getByRole("dialog", { name: /^Enviar una plantilla/ });
const sendButton = () => dialog().getByRole("button", { name: /^Enviar plantilla · marketing · España/ });
const preview = () => dialog().getByRole("region", { name: "Vista previa" });
const field = (within: Locator, number: number) =>
  within.getByRole("textbox", { name: new RegExp(`^Campo ${number}`) });
const choose = async (name: string) => {
  await desk.button("Elegir plantilla").click();
  await dialog()
    .getByRole("button", { name: new RegExp(name) })
    .click();
  await field(dialog(), 1).first().fill("Eva");
};

/** The list says why a template can't be sent. */
const obstacle = (name: string) => dialog().getByRole("button", { name: new RegExp(name) });

describe("templates with more than a text and a header", () => {
  it("each card is filled with its picture and its fields, seen before and in the thread as she sees them", async () => {
    await choose("habitaciones_con_vistas");
    for (const [index, name] of ["Doble", "Suite"].entries()) {
      const card = dialog().getByRole("group", { name: `Tarjeta ${index + 1}` });
      await card.locator("input[type=file]").setInputFiles(picture(`${name}.png`));
      await field(card, 1).fill(name);
      await field(card, 2).fill("95 €");
      await card.getByLabel("Botón «Ver habitación»").fill(name.toLowerCase());
    }
    const cards = preview().getByRole("region", { name: "Tarjetas" });
    await cards.getByRole("img", { name: "Suite.png" }).waitFor();
    await cards.getByText("Suite, desde 95 € la noche.").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await sendButton().click();
    await desk.log.getByRole("img", { name: "Doble.png" }).waitFor();
    await desk.log.getByText("Suite, desde 95 € la noche.").waitFor();
    await eventually(async () => expect(await eva.lastMessage()).toMatchObject({ status: "delivered" }));
    expect(await desk.log.getByRole("img", { name: "Suite.png" }).count()).toBe(1);
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it("an offer says when it ends, which has to be later than now", async () => {
    await choose("precio_de_ultima_hora");
    await dialog().getByLabel("La oferta termina el").fill("2026-03-09T18:00");
    await dialog()
      .getByRole("textbox", { name: /^Código que se copia/ })
      .fill("MAR20");
    await dialog()
      .getByRole("textbox", { name: /^Botón «Reservar»/ })
      .fill("mar20");
    await dialog().getByText("Tiene que terminar después de ahora.").waitFor();
    expect(await sendButton().isDisabled()).toBe(true);
    await dialog().getByLabel("La oferta termina el").fill("2026-03-11T18:00");
    await preview()
      .getByText(/^Termina el .*18:00$/)
      .waitFor();
    await sendButton().click();
    await desk.log.getByText(/^Termina el .*18:00$/).waitFor();
    await eventually(async () =>
      expect(await eva.lastMessage()).toMatchObject({
        status: "delivered",
        template: { offer: { endsAt: "2026-03-11T17:00:00.000Z" } },
      }),
    );
  });

  it("131049: marketing is greyed until WhatsApp's cap ends, and the list says until when; utility is offered", async () => {
    world.cloudApi.addFault({ kind: "fail-status", code: 131049, match: { to: eva.id } });
    await eva.sendTemplate("oferta_escapada", { nombre: "Eva", descuento: "15 %" });
    await desk.log.getByText(/a partir del/).waitFor();
    await desk.button("Elegir plantilla").click();
    await obstacle("oferta_escapada")
      .getByText(/^WhatsApp limita el marketing a este cliente\. .*a partir del/)
      .waitFor();
    expect(await obstacle("oferta_escapada").getAttribute("aria-disabled")).toBe("true");
    expect(await obstacle("respuesta_pendiente").getAttribute("aria-disabled")).toBe("false");
    await page.keyboard.press("Escape");
  });
});
