import { afterAll, beforeAll, expect, inject, it } from "vitest";
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
  const ana = await enterGuest(world, { name: "Ana Prats", waId: "34600900001", email: "ana@example.com" });
  await enterGuest(world, { name: "Luis Rey", waId: "34600900002" });
  await ana.writes("¿Hay parking?");
  desk = await signInAtDesk(world, browser);
  await desk.open("Ana Prats");
});
afterAll(() => world.close());

const panel = () => desk.page.getByRole("complementary", { name: "Datos del cliente" });

it("shows each number's window with the time left, and why the address in use is used (D6, N12)", async () => {
  await panel()
    .getByText(/quedan (23 h 59|24 h 0) min/)
    .waitFor();
  await panel().getByText("Nunca abierta").waitFor();
  await panel().getByText("Se escribe a +34 600 900 001: es desde donde escribió por última vez.").waitFor();
  expect(await panel().getByText("Cuenta de WhatsApp", { exact: true }).count()).toBe(0);
});

it("has nothing that axe objects to, in both themes", async () => {
  for (const colorScheme of ["light", "dark"] as const) {
    await desk.page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(desk.page, "aside")).toEqual([]);
  }
});

it("edits the name where it stands: Escape keeps the old one, Enter saves the new one", async () => {
  const name = () => panel().getByRole("textbox", { name: "Nombre" });
  await panel().getByRole("button", { name: "Ana Prats" }).click();
  await name().fill("Nadie");
  await name().press("Escape");
  await panel().getByRole("button", { name: "Ana Prats" }).click();
  await name().fill("Ana Prats Gil");
  await name().press("Enter");
  await desk.page.getByRole("heading", { name: "Ana Prats Gil", level: 2 }).waitFor();
});

it("shows what a colleague wrote meanwhile instead of overwriting it", async () => {
  const other = await signInAtDesk(world, browser);
  await other.open("Ana Prats Gil");
  const theirs = other.page.getByRole("complementary", { name: "Datos del cliente" });
  const mine = panel().getByRole("textbox", { name: "Notas sobre el cliente" });
  await mine.fill("Viene con perro");
  await theirs.getByRole("textbox", { name: "Notas sobre el cliente" }).fill("Llega tarde");
  await theirs.getByRole("button", { name: "Guardar" }).click();
  await panel().getByText("Alguien las cambió mientras escribías:").waitFor();
  await panel().getByText("Llega tarde").waitFor();
  expect(await mine.inputValue()).toBe("Viene con perro");
  await panel().getByRole("button", { name: "Guardar las mías" }).click();
  const seen = { timeout: 15_000 };
  await expect
    .poll(() => theirs.getByRole("textbox", { name: "Notas sobre el cliente" }).inputValue(), seen)
    .toBe("Viene con perro");
});

it("checks an address while it is typed; one that is taken leads to its customer (N6)", async () => {
  await panel().getByRole("button", { name: "Añadir", exact: true }).first().click();
  const phone = panel().getByLabel("Teléfono del cliente");
  await phone.fill("600 900");
  await panel().getByText("No parece un teléfono completo.").waitFor();
  await phone.fill("600 900 002");
  await panel()
    .getByText(/^\+34 600.* · España$/)
    .waitFor();
  await panel().getByRole("button", { name: "Añadir", exact: true }).last().click();
  await panel().getByText("Ya tienes un cliente con esos datos.").waitFor();
  await panel().getByRole("link", { name: "Abrir su hilo" }).click();
  await desk.page.getByRole("heading", { name: "Luis Rey", level: 2 }).waitFor();
});

it("blocks in words and lets it be taken back", async () => {
  await panel().getByRole("button", { name: "Más acciones del cliente" }).click();
  await desk.page.getByRole("menuitem", { name: "Bloquear" }).click();
  await panel().getByText("Bloqueado desde hoy.").waitFor();
  await panel().getByRole("button", { name: "Desbloquear" }).click();
  await panel().getByText("Bloqueado desde hoy.").waitFor({ state: "detached" });
});

it("is hidden and shown by a button that remembers; on a phone it is a page of its own", async () => {
  await desk.page.getByRole("button", { name: "Ocultar los datos del cliente" }).click();
  await panel().waitFor({ state: "detached" });
  await desk.page.reload();
  const show = desk.page.getByRole("button", { name: "Mostrar los datos del cliente" });
  await show.waitFor();
  expect(await panel().count()).toBe(0);
  await desk.page.setViewportSize({ width: 390, height: 844 });
  await show.click();
  const page = desk.page.getByRole("dialog", { name: "Datos del cliente" });
  await page.getByRole("button", { name: "Luis Rey" }).waitFor();
  expect((await page.boundingBox())?.width).toBe(390);
  await page.getByRole("button", { name: "Ocultar los datos del cliente" }).click();
  await page.waitFor({ state: "detached" });
});
