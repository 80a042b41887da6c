import { readFile } from "node:fs/promises";
import type { Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { type AgentDesk, moveClock, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { addGuest, enterGuest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let desk: AgentDesk;

/** What stands in the cells of a row; amounts have a space that does not break. */
async function cellsOf(row: Locator): Promise<string[]> {
  const texts = await row.getByRole("cell").allInnerTexts();
  return texts.map((text) => text.replaceAll("\u00a0", " "));
}

const reminder = { "1": "María", "2": "viernes" };

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("02 10:00:00") });
  const maria = await enterGuest(world, { name: "María Ferrer", waId: "34600900001" });
  const emma = await enterGuest(world, { name: "Emma Reid", waId: "447700900001" });
  await maria.sendTemplate("recordatorio_llegada", reminder);
  await emma.sendTemplate("recordatorio_llegada", reminder, { at: "03 10:00:00" });
  await maria.writes("¿Hay parking?", { at: "04 10:00:00" });
  await maria.answer("Sí, cubierto.");
  // A window that runs out on somebody who waits, and is opened again by a template.
  const eva = addGuest(world, { name: "Eva Soler", waId: "34600900003" });
  await eva.writes("¿Tenéis cuna?", { at: "05 10:00:00" });
  await eva.sendTemplate("recordatorio_llegada", reminder, { at: "06 12:00:00" });
  await moveClock(world, march("10 18:00:00"));
  desk = await signInAtDesk(world, browser);
});
afterAll(() => world.close());

describe("costs on the screen", () => {
  it("the month at a glance: each sum says its currency and how sure it is", async () => {
    const { page } = desk;
    await page
      .getByRole("link", { name: /^Costes/ })
      .first()
      .click();
    await page.getByRole("heading", { name: "Costes", level: 1 }).waitFor();
    const totals = page.getByRole("region", { name: "Total del mes" });
    await totals.getByText("0,0620 $").first().waitFor();
    await totals.getByText("Confirmado", { exact: true }).waitFor();
    await totals.getByText(/al ritmo de los últimos 28 días, estimada/).waitFor();
    await page.getByRole("img", { name: /El más caro: 0,0220.\$, el 3 mar/ }).waitFor();
  });

  it("by country and by person, as a table", async () => {
    const { page } = desk;
    const table = page.getByRole("region", { name: "Costes en detalle" });
    await table.getByRole("button", { name: "País" }).click();
    const spain = table.getByRole("row", { name: /España/ });
    await spain.waitFor();
    expect(await cellsOf(spain)).toEqual(["3", "0,0400 $", "–", "–"]);
    await table.getByRole("button", { name: "Plantilla" }).click();
    await table.getByRole("row", { name: /recordatorio_llegada/ }).waitFor();
    await table.getByRole("row", { name: /Texto libre/ }).waitFor();
    expect(new URL(page.url()).searchParams.get("by")).toBe("template");
  });

  it("windows lost with what reopening them cost, and what answering in time saved", async () => {
    const lost = desk.page.getByRole("region", { name: "Ventanas perdidas" });
    await lost.getByText("1 reabierta con plantilla: 0,0200 $.").waitFor();
    await lost.getByText("0 siguen sin respuesta.").waitFor();
    const saved = desk.page.getByRole("region", { name: "Lo que te has ahorrado" });
    await saved.getByText("1 respuesta a tiempo, con texto libre: 0,0200 $ menos.").waitFor();
  });

  it("compared with Meta's bill on demand: all of it agrees; what another program sent is one adjustment", async () => {
    const { page } = desk;
    const bill = page.getByRole("region", { name: "Conciliado con Meta" });
    await bill.getByRole("button", { name: "Comparar ahora" }).click();
    await bill.getByText("Comparado hasta el 7 mar: coinciden 4 de 4 grupos.").waitFor();
    await fetch(`${world.cloudApi.url}/control/bill`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ at: march("07 10:00:00"), country: "ES", category: "marketing" }),
    });
    await bill.getByRole("button", { name: "Comparar ahora" }).click();
    await bill.getByText(/7 mar · .+ · España · marketing: 0,0615.\$ \(mensajes: \+1\)/i).waitFor();
  });

  it("the file for spreadsheets is what the page shows", async () => {
    const { page } = desk;
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Descargar CSV" }).click();
    const file = await downloading;
    expect(file.suggestedFilename()).toBe("costs-2026-03-01-2026-03-31.csv");
    const text = await readFile(await file.path(), "utf8");
    expect(text).toContain(
      "2026-03-03,Recepción,confirmed,utility,regular,United Kingdom,recordatorio_llegada",
    );
  });

  it("an owner sets a budget, and the page and the navigation warn from 80 % on", async () => {
    const { page } = desk;
    await page.goto(`${world.url}/settings/rate-cards`);
    await page.getByLabel("Presupuesto del mes en USD").fill("0,15");
    await page.getByRole("button", { name: "Guardar" }).click();
    await page.getByText("Guardado").waitFor();
    await page.getByRole("link", { name: /Costes.*presupuesto del mes/ }).click();
    const warning = page.getByRole("alert");
    await warning
      .getByText("Llevas gastado el 82 % del presupuesto del mes: 0,1235 $ de 0,1500 $.")
      .waitFor();
  });

  it("an owner imports a card after seeing what it changes; a wrong file says where", async () => {
    const { page } = desk;
    await page.goto(`${world.url}/settings/rate-cards`);
    const pick = (name: string, text: string) =>
      page
        .locator('input[type="file"]')
        .setInputFiles({ name, mimeType: "text/csv", buffer: Buffer.from(text) });
    const head = "currency,effective_from,market,category,rate,source";
    await page.getByRole("button", { name: "Archivo CSV" }).waitFor();
    await pick("wrong.csv", `${head}\nUSD,2026-04-01,Spain,utility,cheap,mine`);
    await page.getByText("Línea 2: «cheap» no es un precio").waitFor();
    await pick("right.csv", `${head}\nUSD,2026-04-01,Spain,utility,0.0250,mine`);
    const preview = page.getByRole("region", { name: "USD, desde el 1 de abril de 2026" });
    const spain = preview.getByRole("row", { name: /España Utilidad/i });
    await spain.waitFor();
    expect(await cellsOf(spain)).toEqual(["utilidad", "0,0200 $", "0,0250 $"]);
    await page.getByRole("button", { name: "Importar", exact: true }).click();
    await page.getByText("Se importó 1 tarifa.", { exact: false }).waitFor();
    await page.getByText(/La importó Lucía Ferrer/).waitFor();
  });

  it("conversations are counted and listed, with who started them and what they cost", async () => {
    const { page } = desk;
    await page.goto(`${world.url}/conversations`);
    await page.getByRole("heading", { name: "Conversaciones", level: 1 }).waitFor();
    const row = page.getByRole("row", { name: /Emma Reid/ });
    await row.waitFor();
    expect((await cellsOf(row)).slice(1)).toEqual(["24 h", "La empresa", "utilidad", "1", "0,0220 $"]);
    await page.getByLabel("Iniciada por").selectOption({ label: "El cliente" });
    await row.waitFor({ state: "detached" });
    await page.getByRole("row", { name: /María Ferrer/ }).waitFor();
  });

  it.each([
    ["light", 1440],
    ["dark", 390],
  ] as const)(
    "nothing is wrong for axe in the %s theme at %i px, and nothing is cut off",
    async (colorScheme, width) => {
      const page = await browser.newPage({ colorScheme, viewport: { width, height: 844 } });
      await page.context().addCookies(await desk.page.context().cookies());
      for (const [path, heading] of [
        ["/costs", "Costes"],
        ["/conversations", "Conversaciones"],
        ["/settings/rate-cards", "Tarifas y presupuesto"],
      ] as const) {
        await page.goto(`${world.url}${path}`);
        await page.getByRole("heading", { name: heading, level: 1 }).waitFor();
        await page.getByRole("table").or(page.getByText("Cuenta hoy")).first().waitFor();
        expect([path, await accessibilityFaults(page)]).toEqual([path, []]);
        const overflow = await page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
        expect([path, overflow]).toEqual([path, 0]);
      }
    },
  );
});
