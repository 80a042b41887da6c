import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { hotel } from "../../scripts/demo/hotel.ts";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { type AgentDesk, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { enterGuest } from "../support/guest.ts";
import { startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let desk: AgentDesk;

beforeAll(async () => {
  world = await startWorld({
    webFolder: inject("webFolder"),
    startAt: "2026-03-10T18:02:00+01:00",
    clockStandsStill: true,
  });
  const ana = await enterGuest(world, { name: "Ana Prats", waId: "34600900001" });
  await ana.writes("¿Hay parking?");
  desk = await signInAtDesk(world, browser);
  await desk.open("Ana Prats");
});
afterAll(() => world.close());

it("a ban stands on every screen, holds the text with its reason, and leads to what to do", async () => {
  const { page } = desk;
  await desk.textBox.fill("Sí, hay parking");
  world.cloudApi.changeAccount(hotel.wabaId, { ban: "DISABLE", banDate: "2026-03-10" });
  const banner = page.getByText("WhatsApp ha desactivado la cuenta.").first();
  await banner.waitFor();
  await desk.composer.getByText("WhatsApp ha desactivado este número.").first().waitFor();
  expect(await desk.textBox.inputValue()).toBe("Sí, hay parking");
  await page.getByRole("link", { name: "Qué hacer" }).first().click();
  await page
    .getByRole("button", { name: /^Estado de .* en WhatsApp$/ })
    .first()
    .click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("Pide una revisión en la página de calidad de tu cuenta de Meta").waitFor();
  await dialog.getByText("Límite de mensajes").waitFor();
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
  }
  await page.keyboard.press("Escape");
  world.cloudApi.changeAccount(hotel.wabaId, { ban: "REINSTATE" });
  await banner.waitFor({ state: "detached" });
});
