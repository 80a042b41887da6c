import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { addGuest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 18:00:00") });
  await addGuest(world, { name: "Ana Prats", waId: "34600900031" }).writes("¿Hay parking?");
});
afterAll(() => world.close());

it.each([390, 760, 761, 1440])(
  "at %i px list and thread have one main landmark with the page's one h1",
  async (width) => {
    const { page, open } = await signInAtDesk(world, {
      ...browser,
      newPage: () => browser.newPage({ viewport: { width, height: 844 } }),
    });
    await page.getByRole("link", { name: /Ana Prats/ }).waitFor();
    const main = page.getByRole("main");
    expect(await main.count()).toBe(1);
    expect(await page.getByRole("heading", { level: 1, name: "Bandeja" }).count()).toBe(1);
    if (width <= 760) {
      await main.getByRole("heading", { level: 1, name: "Bandeja" }).waitFor();
    }
    await open("Ana Prats");
    expect(await main.count()).toBe(1);
    expect(await page.getByRole("heading", { level: 1 }).count()).toBe(1);
    await page.goBack();
    await main.waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  },
);
