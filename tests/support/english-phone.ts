import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { hotel } from "../../scripts/demo/hotel.ts";
import type { TestBrowser } from "./browser.ts";
import type { World } from "./world.ts";

/** The inbox as an English-speaking agent has it on a phone, by the words and roles that she sees. */
export type EnglishPhone = {
  page: Page;
  log: Locator;
  composer: Locator;
  /** The box for free text; not there while the window is closed. */
  textBox: Locator;
  button(name: string): Locator;
  /** A message of the open thread. */
  article(text: string): Locator;
  open(customer: string): Promise<void>;
  back(): Promise<void>;
  /** Checks that nothing is wider than the screen. */
  expectNoSideways(): Promise<void>;
};

/** Signs the owner in, in English, on a screen of 390 px. */
export async function signInOnPhone(world: World, browser: TestBrowser): Promise<EnglishPhone> {
  const page = await browser.newPage({ locale: "en-GB", viewport: { width: 390, height: 844 } });
  await page.goto(`${world.url}/inbox`);
  await page.getByLabel("E-mail").fill(hotel.owner.email);
  await page.getByLabel("Password", { exact: true }).fill(hotel.owner.password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: "Inbox" }).waitFor();
  const composer = page.getByRole("region", { name: "Reply" });
  const log = page.getByRole("log", { name: "Messages" });
  return {
    page,
    log,
    composer,
    textBox: composer.getByRole("textbox", { name: "WhatsApp message" }),
    button: (name) => composer.getByRole("button", { name: new RegExp(`^${name}`) }),
    article: (text) => log.getByRole("article").filter({ hasText: text }),
    async open(customer) {
      await page.getByRole("link", { name: new RegExp(customer) }).click();
      await page.getByRole("heading", { name: customer, level: 2 }).waitFor();
    },
    async back() {
      await page.getByRole("link", { name: "Back to the list" }).click();
      await page.getByRole("heading", { level: 1, name: "Inbox" }).waitFor();
    },
    async expectNoSideways() {
      expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    },
  };
}
