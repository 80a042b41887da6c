import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { hotel } from "../../scripts/demo/hotel.ts";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { setUpBrowser } from "../support/browser.ts";
import { postWebhook } from "../support/webhooks.ts";
import { startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), hasGuide: true });
  await world.api.post("/tags", { name: "Grupo", color: "blue" });
  await world.api.post("/canned-replies", { shortcut: "parking", text: "Hola {{cliente.nombre}}" });
  await postWebhook(world.webhookUrl, Buffer.from("{no json"));
  await world.api.post("/invitations", { email: "marta@example.com", role: "agent" });
});
afterAll(() => world.close());

const pages = [
  "/settings",
  "/settings/profile",
  "/settings/notifications",
  "/settings/auto-reply",
  "/settings/canned-replies",
  "/settings/tags",
  "/settings/templates",
  "/settings/channels",
  "/settings/operations",
  "/settings/connect-whatsapp",
  "/settings/connect-mailbox",
  "/settings/members",
  "/settings/workspace",
  "/settings/api-keys",
  "/welcome",
];

const faults = async (page: Page, place: string) =>
  (await accessibilityFaults(page)).map((fault) => `${place} ${fault}`);

it.each([
  ["light", 1440],
  ["dark", 390],
] as const)(
  "settings, first page and guide have no fault in the %s theme at %i px",
  async (colorScheme, width) => {
    const page = await browser.newPage({ colorScheme, viewport: { width, height: 844 } });
    await page.goto(`${world.url}/join#${"x".repeat(66)}`);
    await page.getByText("Esta invitación ya no vale").waitFor();
    expect(await faults(page, "/join")).toEqual([]);
    await page.goto(`${world.url}/inbox`);
    await page.getByLabel("Correo electrónico").fill(hotel.owner.email);
    await page.getByLabel("Contraseña", { exact: true }).fill(hotel.owner.password);
    await page.getByRole("button", { name: "Entrar" }).click();
    const guide = page.getByRole("region", { name: "Guía de la demostración" });
    await guide.getByRole("button", { name: "Empezar la guía" }).click();
    await guide.getByRole("button", { name: "Ver los pasos" }).click();
    const found: string[] = [];
    for (const path of pages) {
      await page.goto(world.url + path);
      await page.getByRole("heading", { level: 1 }).waitFor();
      await expect.poll(() => page.locator("[data-visible].mantine-Skeleton-root").count()).toBe(0);
      found.push(...(await faults(page, path)));
      const excess = await page.evaluate("document.documentElement.scrollWidth - innerWidth");
      found.push(...(excess === 0 ? [] : [`${path} is ${String(excess)} px too wide`]));
    }
    expect(found).toEqual([]);
  },
);
