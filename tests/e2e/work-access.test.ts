import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { TagView } from "#contract/tags.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { deskOf } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { addGuest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 10:00:00") });
  await world.api.post("/members", { ...hotel.agent, role: "agent" });
  const tags: TagView[] = [];
  for (const color of ["green", "blue", "violet", "orange", "pink", "olive", "grey"]) {
    tags.push(await world.api.post<TagView>("/tags", { name: `Etiqueta ${color}`, color }));
  }
  for (const [index, name] of ["Cliente Uno", "Cliente Dos", "Cliente Tres"].entries()) {
    const guest = addGuest(world, { name, waId: `3460090050${index}` });
    await guest.writes("¿Hay parking?");
    const { id, version } = await guest.thread();
    const addTagIds = tags.slice(index * 3, index * 3 + 3).map((tag) => tag.id);
    await world.api.post("/threads/changes", { changes: [{ id, version, addTagIds }] });
  }
});
afterAll(() => world.close());

async function signIn(colorScheme: "light" | "dark", width: number): Promise<Page> {
  const page = await browser.newPage({ colorScheme, viewport: { width, height: 844 } });
  await page.goto(`${world.url}/inbox`);
  await page.getByLabel("Correo electrónico").fill(hotel.owner.email);
  await page.getByLabel("Contraseña", { exact: true }).fill(hotel.owner.password);
  await page.getByRole("button", { name: "Entrar" }).click();
  await page.getByRole("link", { name: /Cliente Uno/ }).waitFor();
  return page;
}

describe.each(["light", "dark"] as const)("work on threads in the %s theme has no fault", (colorScheme) => {
  it("beside each other: menus, selection, notices", async () => {
    const page = await signIn(colorScheme, 1440);
    // Each theme takes a thread of its own: one that is taken already says nothing new.
    await deskOf(page).open(colorScheme === "light" ? "Cliente Uno" : "Cliente Tres");
    await page.getByRole("main").getByRole("button", { name: "Posponer" }).waitFor();
    for (const [key, role] of [
      ["a", "menuitem"],
      ["s", "menuitem"],
      ["l", "menuitemcheckbox"],
    ] as const) {
      await page.keyboard.press(key);
      await page.getByRole(role).first().waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("menu").waitFor({ state: "detached" });
    }
    await page.keyboard.press("i");
    await page.getByRole("alert").filter({ hasText: "Asignado a" }).waitFor();
    await page.keyboard.press("x");
    await page.getByRole("region", { name: "Hilos seleccionados" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });

  it("on a phone: one menu, the dialog of a date", async () => {
    const page = await signIn(colorScheme, 390);
    await deskOf(page).open("Cliente Dos");
    await page.getByRole("main").getByRole("button", { name: "Más acciones" }).click();
    await page.getByRole("menuitem", { name: "Elegir día y hora…" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("menuitem", { name: "Elegir día y hora…" }).click();
    await page.getByRole("dialog", { name: "Posponer hasta…" }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
  });
});
