/**
 * Takes the pictures of the README from the running demo (npm run demo in another terminal, begun with --fresh):
 * npm run screenshots. The same pictures for everybody: fixed size, Spanish, the hotel's own story.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { readConfig } from "#server/config.ts";
import { unpackChromium } from "../tests/support/unpack-chromium.ts";
import type { DemoFile } from "./demo/demo-file.ts";

const folder = join(import.meta.dirname, "..", "docs", "pictures");
const demo = JSON.parse(readFileSync(join(readConfig().dataDir, "demo", "demo.json"), "utf8")) as DemoFile;
const desktop = { width: 1440, height: 900 };
const settleMs = 800;
const phone = { width: 390, height: 844 };

const temporary = mkdtempSync(join(tmpdir(), "mc-screenshots-"));
mkdirSync(folder, { recursive: true });
const { executablePath, env } = await unpackChromium(temporary, process.env.CHROMIUM_PATH);
const args = [
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];
const browser = await chromium.launch({ executablePath, env, args });
try {
  await takeAll(browser);
} finally {
  await browser.close();
  rmSync(temporary, { recursive: true, force: true });
}

async function takeAll(browser: Browser): Promise<void> {
  const light = await signedIn(browser, { viewport: desktop, colorScheme: "light" });
  await openThread(light, "María Robles");
  await take(light, "open");
  await openThread(light, "Jorge Peña");
  await take(light, "waiting");
  await light.getByRole("button", { name: "Elegir plantilla" }).first().click();
  await light.getByRole("button", { name: /recordatorio_llegada/ }).click();
  await light.getByRole("textbox", { name: /Campo 2/ }).fill("sábado");
  await take(light, "template");
  await light.keyboard.press("Escape");
  await light.goto(`${demo.url}/settings/channels`);
  await light.getByText("+34 600 900 900").first().waitFor();
  await take(light, "settings");
  await light.goto(`${demo.url}/help/whatsapp-costs`);
  await light.getByRole("heading", { name: "Costes de WhatsApp" }).waitFor();
  await take(light, "costs");
  const dark = await signedIn(browser, { viewport: desktop, colorScheme: "dark" });
  await openThread(dark, "Youssef El Amrani");
  await take(dark, "dark");
  await openThread(dark, "Marta León");
  await dark.getByRole("heading", { name: /Puede ser la misma persona/ }).waitFor();
  await take(dark, "same-person");
  await dark.goto(`${demo.url}/inbox?view=lost`);
  await openThread(dark, "Hugo Sanz");
  await take(dark, "closed");
  const narrow = await signedIn(browser, { viewport: phone, colorScheme: "light" });
  await take(narrow, "narrow-list");
  await openThread(narrow, "María Robles");
  await take(narrow, "narrow");
  const night = await signedIn(browser, { viewport: phone, colorScheme: "dark" });
  await openThread(night, "María Robles");
  await night.getByRole("button", { name: "Mostrar los datos del cliente" }).click();
  await night.getByRole("dialog", { name: "Datos del cliente" }).waitFor();
  await take(night, "narrow-panel");
  const customer = await newPage(browser, { viewport: desktop, colorScheme: "light" });
  await customer.goto(demo.simulatorUrl);
  await customer.getByText("María Robles").first().click();
  await take(customer, "phone");
}

type Look = { viewport: { width: number; height: number }; colorScheme: "light" | "dark" };

async function newPage(browser: Browser, look: Look): Promise<Page> {
  const context = await browser.newContext({
    ...look,
    locale: "es-ES",
    timezoneId: "Europe/Madrid",
    reducedMotion: "reduce",
    deviceScaleFactor: look.viewport.width < 760 ? 2 : 1,
  });
  return await context.newPage();
}

async function signedIn(browser: Browser, look: Look): Promise<Page> {
  const page = await newPage(browser, look);
  await page.goto(`${demo.url}/sign-in`);
  await page.getByLabel("Correo electrónico").fill(demo.email);
  await page.getByLabel("Contraseña", { exact: true }).fill(demo.password);
  await page.getByRole("button", { name: "Entrar" }).click();
  await page.getByRole("region", { name: "Hilos" }).waitFor();
  // Pictures show the product; the guide belongs to the demo.
  await page.getByRole("button", { name: "Cerrar la guía" }).click();
  return page;
}

async function openThread(page: Page, name: string): Promise<void> {
  await page
    .getByRole("link", { name: new RegExp(name) })
    .first()
    .click();
  await page.getByRole("log").waitFor();
}

async function take(page: Page, name: string): Promise<void> {
  await page.evaluate("document.fonts.ready");
  // Prices and pictures come a moment later; a picture may wait for them, a test never would.
  await page.waitForTimeout(settleMs);
  // A notice goes away by itself; here it would stand before what the picture is to show.
  await page.evaluate(
    "for (const one of document.querySelectorAll('.mantine-Notifications-root')) one.style.display = 'none'",
  );
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled" });
  console.log(join(folder, `${name}.png`));
}
