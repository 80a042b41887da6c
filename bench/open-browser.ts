import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { hotel } from "../scripts/demo/hotel.ts";
import { chromiumArgs } from "../tests/support/chromium-args.ts";
import { unpackChromium } from "../tests/support/unpack-chromium.ts";
import type { BenchRun } from "./bench-run.ts";

/** Opens a browser for one measure and closes it whatever happens; an aborted run closes it at once. */
export async function withBrowser<Answer>(
  { folder, signal }: BenchRun,
  use: (browser: Browser) => Promise<Answer>,
): Promise<Answer> {
  const directory = mkdtempSync(join(folder, "browser-"));
  const { executablePath, env } = await unpackChromium(directory, process.env.CHROMIUM_PATH);
  const browser = await chromium.launch({ executablePath, env, args: chromiumArgs });
  const close = () => void browser.close();
  signal.addEventListener("abort", close);
  try {
    return await use(browser);
  } finally {
    signal.removeEventListener("abort", close);
    await browser.close();
  }
}

/** An owner's inbox on a screen of a desk, signed in. */
export async function openInbox(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({
    locale: "es-ES",
    timezoneId: "Europe/Madrid",
    viewport: { width: 1440, height: 900 },
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.getByLabel("Correo electrónico").fill(hotel.owner.email);
  await page.getByLabel("Contraseña", { exact: true }).fill(hotel.owner.password);
  await page.getByRole("button", { name: "Entrar" }).click();
  await page.getByRole("region", { name: "Hilos" }).getByRole("link").first().waitFor();
  return page;
}
