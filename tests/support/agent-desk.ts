import type { Locator, Page } from "playwright-core";
import { hotel } from "../../scripts/demo/hotel.ts";
import type { TestBrowser } from "./browser.ts";
import type { World } from "./world.ts";

/** The screen of an agent, by the words and roles that she sees. */
export type AgentDesk = {
  page: Page;
  /** The messages of the open thread. */
  log: Locator;
  /** Where an answer is written. */
  composer: Locator;
  /** The box for free text; not there while the window is closed. */
  textBox: Locator;
  /** A button of the composer, whose name begins so. */
  button(name: string): Locator;
  /** Opens a thread from the list. */
  open(customer: string): Promise<void>;
  /** Changes the channel: "WhatsApp", "Correo" or "Nota". */
  choose(channel: string): Promise<void>;
};

/** Signs somebody in through the screen, in a browser of their own. */
export async function signInAtDesk(
  world: World,
  browser: TestBrowser,
  { email, password }: { email: string; password: string } = hotel.owner,
): Promise<AgentDesk> {
  const page = await browser.newPage();
  await page.goto(`${world.url}/inbox`);
  await page.getByLabel("Correo electrónico").fill(email);
  await page.getByLabel("Contraseña", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Entrar" }).click();
  await page.getByRole("heading", { name: "Bandeja" }).waitFor();
  return deskOf(page);
}

/** The desk on a page that is signed in already. */
export function deskOf(page: Page): AgentDesk {
  const composer = page.getByRole("region", { name: "Responder" });
  return {
    page,
    log: page.getByRole("log", { name: "Mensajes" }),
    composer,
    textBox: composer.getByRole("textbox", { name: "Mensaje de WhatsApp" }),
    button: (name) => composer.getByRole("button", { name: new RegExp(`^${name}`) }),
    async open(customer) {
      // A list under the pointer keeps still: who is new there stands behind its pill.
      await page.mouse.move(0, 0);
      await page.getByRole("link", { name: new RegExp(customer) }).click();
      await page.getByRole("heading", { name: customer, level: 2 }).waitFor();
    },
    async choose(channel) {
      await composer.getByRole("tab", { name: channel }).click();
    },
  };
}

/** Moves the clock of the demo, as its control path does: every screen is told. */
export async function moveClock(world: World, now: string): Promise<void> {
  const response = await fetch(`${world.url}/control/clock`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ now }),
  });
  if (!response.ok) {
    throw new Error(`The clock answered ${response.status}`);
  }
}
