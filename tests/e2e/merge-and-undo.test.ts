import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { type AgentDesk, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { addGuest, enterGuest, type Guest } from "../support/guest.ts";
import { startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let desk: AgentDesk;
let hidden: Guest;

beforeAll(async () => {
  world = await startWorld({
    webFolder: inject("webFolder"),
    startAt: "2026-03-10T18:02:00+01:00",
    clockStandsStill: true,
  });
  const ana = await enterGuest(world, { name: "Ana Prats", waId: "34600900001" });
  await ana.writes("¿Hay parking?");
  hidden = addGuest(world, { name: "Anita", bsuid: "ES.4400112233" });
  await hidden.writes("Soy Ana, desde mi otra cuenta");
  desk = await signInAtDesk(world, browser);
  await desk.open("Ana Prats");
});
afterAll(() => world.close());

const panel = () => desk.page.getByRole("complementary", { name: "Datos del cliente" });
const log = () => desk.page.getByRole("log");

it("N11 an agent finds the other card, sees what will be joined, merges, and undoes it", async () => {
  await panel().getByRole("button", { name: "Más acciones del cliente" }).click();
  await desk.page.getByRole("menuitem", { name: "Fusionar con…" }).click();
  const dialog = desk.page.getByRole("dialog");
  await dialog.getByRole("searchbox").fill("Anit");
  await dialog.getByRole("button", { name: "Anita" }).click();
  await dialog.getByRole("region", { name: "Se une: Anita" }).waitFor();
  expect(await accessibilityFaults(desk.page, "[role=dialog]")).toEqual([]);
  await dialog.getByRole("button", { name: "Fusionar", exact: true }).click();
  await log().getByText("Soy Ana, desde mi otra cuenta").waitFor();
  await log().getByText("Se ha unido a este hilo la ficha de Anita.").waitFor();
  await hidden.writes("¿Me leéis?").catch(() => undefined);
  await log().getByText("¿Me leéis?").waitFor();
  await panel().getByRole("button", { name: "Deshacer la fusión con Anita" }).click();
  await log().getByText("Esta ficha y la de Anita vuelven a estar separadas.").waitFor();
  await expect.poll(() => log().getByText("¿Me leéis?").count()).toBe(0);
  await desk.open("Anita");
  await log().getByText("¿Me leéis?").waitFor();
});

it("a customer without a phone has a name, an account and an open window; no phone is made up (D12)", async () => {
  await desk.page.getByRole("heading", { name: "Anita", level: 2 }).waitFor();
  await panel().getByText("Cuenta de WhatsApp", { exact: true }).waitFor();
  expect(
    await panel()
      .getByText(/4400112233|\+44/)
      .filter({ visible: true })
      .count(),
  ).toBe(0);
});

it("the notice of a merge takes it back", async () => {
  await panel().getByRole("button", { name: "Más acciones del cliente" }).click();
  await desk.page.getByRole("menuitem", { name: "Fusionar con…" }).click();
  const dialog = desk.page.getByRole("dialog");
  await dialog.getByRole("searchbox").fill("Ana Prats");
  await dialog.getByRole("button", { name: "Ana Prats" }).click();
  await dialog.getByRole("button", { name: "Fusionar", exact: true }).click();
  await log().getByText("¿Hay parking?").waitFor();
  const notice = desk.page.getByText("La ficha de Ana Prats está ahora en este hilo").locator("..");
  await notice.getByRole("button", { name: "Deshacer", exact: true }).click();
  await expect.poll(() => log().getByText("¿Hay parking?").count()).toBe(0);
});
