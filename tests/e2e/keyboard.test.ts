import type { Page } from "playwright-core";
import { afterAll, beforeAll, beforeEach, expect, inject, it } from "vitest";
import { type AgentDesk, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { addGuest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let desk: AgentDesk;
let page: Page;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 18:00:00") });
  await addGuest(world, { name: "María Ferrer", waId: "34600900001" }).writes("¿Hay parking?");
  await addGuest(world, { name: "Iñigo Peña", waId: "34600900002" }).writes("¿Puedo llevar perro?");
  await world.settle();
  desk = await signInAtDesk(world, browser);
  page = desk.page;
});
afterAll(() => world.close());
beforeEach(async () => {
  await page.goto(`${world.url}/inbox`);
  await page.getByRole("link", { name: /María Ferrer/ }).waitFor();
});

const help = () => page.getByRole("dialog", { name: "Atajos de teclado" });
const bar = () => page.getByRole("dialog", { name: "Barra de órdenes" });

it("? shows the keys that work on this screen, Escape closes the table", async () => {
  await page.keyboard.press("?");
  await help().getByText("Ir a la bandeja").waitFor();
  expect(await help().getByText("Cerrar o volver a la lista").count()).toBe(0);
  await page.keyboard.press("Escape");
  await help().waitFor({ state: "detached" });
  await desk.open("María Ferrer");
  await page.keyboard.press("?");
  await help().getByText("Cerrar o volver a la lista").waitFor();
  await page.keyboard.press("Escape");
  await help().waitFor({ state: "detached" });
  expect(page.url()).not.toMatch(/\/inbox$/);
});

it("Ctrl+K finds a customer without accents and opens the thread; Escape goes back to where one was", async () => {
  await page.keyboard.press("Control+k");
  await bar().getByRole("combobox").fill("inigo pena");
  await bar()
    .getByRole("option", { name: /Iñigo Peña/, selected: true })
    .waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Iñigo Peña", level: 2 }).waitFor();
  await bar().waitFor({ state: "detached" });
  await page.keyboard.press("Escape");
  await page.getByText("Elige un hilo").waitFor();
  const focused = page.locator(":focus");
  expect(await focused.innerText()).toContain("Iñigo Peña");
});

it("the command bar goes to views and settings and changes theme and language", async () => {
  await page.keyboard.press("Control+k");
  await bar().getByRole("combobox").fill("sin responder");
  await page.keyboard.press("Enter");
  await page.waitForURL(/view=unanswered/);
  await page.keyboard.press("Control+k");
  await bar().getByRole("combobox").fill("oscuro");
  await page.keyboard.press("Enter");
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
  await page.keyboard.press("Control+k");
  await bar().getByRole("combobox").fill("idioma");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Inbox" }).waitFor();
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: "Command bar" }).fill("spanish");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Bandeja" }).waitFor();
});

it("what matches nothing says so", async () => {
  await page.keyboard.press("Control+k");
  await bar().getByRole("combobox").fill("zzzz");
  await bar().getByText("Nada coincide con «zzzz».").waitFor();
});

it("letters are letters in a text box; Escape leaves it, once more the thread, and keeps the text", async () => {
  await desk.open("María Ferrer");
  await desk.textBox.fill("");
  await desk.textBox.pressSequentially("g s? sí");
  expect(await desk.textBox.inputValue()).toBe("g s? sí");
  expect(await help().count()).toBe(0);
  await page.keyboard.press("Escape");
  await page.getByRole("heading", { name: "María Ferrer", level: 2 }).waitFor();
  await page.keyboard.press("Escape");
  await page.getByText("Elige un hilo").waitFor();
  await desk.open("María Ferrer");
  expect(await desk.textBox.inputValue()).toBe("g s? sí");
  await desk.textBox.fill("");
});

it("G and then S goes to the settings, G and then something else nowhere", async () => {
  await page.keyboard.press("g");
  await page.keyboard.press("x");
  await page.keyboard.press("s");
  expect(page.url()).toMatch(/\/inbox$/);
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await page.getByRole("heading", { name: "Ajustes", level: 1 }).waitFor();
});

it("single keys can be switched off for good, chords go on", async () => {
  await page.keyboard.press("?");
  const single = help().getByRole("switch", { name: "Atajos de una sola tecla" });
  await single.click({ force: true });
  await help().getByText("Ir a la bandeja").waitFor({ state: "detached" });
  // The answer is on its way for ever: what was switched off stays off meanwhile.
  await page.route(/\/preferences$/, () => undefined);
  await page.reload();
  await page.getByRole("link", { name: /María Ferrer/ }).waitFor();
  await page.keyboard.press("g");
  await page.keyboard.press("s");
  await page.keyboard.press("?");
  await page.keyboard.press("Control+k");
  await bar().getByRole("combobox").fill("atajos");
  expect(await help().count()).toBe(0);
  await page.unroute(/\/preferences$/);
  await page.keyboard.press("Enter");
  await single.click({ force: true });
  await help().getByText("Ir a la bandeja").waitFor();
});

it("in a thread R answers, N writes a note, C changes the channel and T opens the templates", async () => {
  await desk.open("María Ferrer");
  await desk.textBox.waitFor();
  await page.keyboard.press("n");
  await desk.composer.getByRole("tab", { name: "Nota", selected: true }).waitFor();
  await desk.composer.getByRole("textbox").and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("r");
  await desk.textBox.and(page.locator(":focus")).waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.press("t");
  const templates = page.getByRole("dialog", { name: /plantilla/ });
  await templates.waitFor();
  await page.keyboard.press("Escape");
  await templates.waitFor({ state: "detached" });
  await page.keyboard.press("c");
  await desk.composer.getByRole("tab", { name: "Correo", selected: true }).waitFor();
});
