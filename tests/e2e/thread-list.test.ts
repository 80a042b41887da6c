import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { connectDatabase, withWorkspaces } from "#server/db/connect.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { moveClock, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { silentLog } from "../support/silent-log.ts";
import { startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
/** The machine may have other things to do. */
const patience = { timeout: 15_000 };
let world: World;
let maria: Guest;
let jorge: Guest;
let zoe: Guest;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder") });
  maria = addGuest(world, { name: "María Núñez", waId: "34600900101" });
  jorge = addGuest(world, { name: "Jorge Peña", waId: "34600900102" });
  zoe = addGuest(world, { name: "Zoë Strauss", waId: "34600900103" });
  await zoe.writes("¿Queda alguna habitación doble?", { at: "10 18:03:00" });
  await jorge.writes("Llegamos a las once", { at: "11 16:58:00" });
  await maria.writes("¿Hay parking?", { at: "11 18:00:00" });
  await moveClock(world, "2026-03-11T18:30:00+01:00");
});

afterAll(() => world.close());

type Page = Awaited<ReturnType<typeof signInAtDesk>>["page"];

const list = (page: Page) => page.getByRole("region", { name: "Hilos" });
const rows = (page: Page) => list(page).getByRole("listitem");
const names = (page: Page) => rows(page).evaluateAll((items) => items.map((item) => item.textContent ?? ""));
const order = async (page: Page) =>
  (await names(page)).map((text) => /María|Jorge|Zoë|Huésped \d+\./.exec(text)?.[0] ?? text);

it("shows each view with its count, and keeps view, status and open thread in the address", async () => {
  const { page } = await signInAtDesk(world, browser);
  await expect.poll(() => order(page), patience).toEqual(["María", "Jorge", "Zoë"]);
  await rows(page).filter({ hasText: "Zoë" }).getByText("Ventana perdida").waitFor();
  await page.getByRole("link", { name: "Ventanas perdidas: 1 hilo" }).click();
  await expect.poll(() => order(page), patience).toEqual(["Zoë"]);
  await page.getByRole("link", { name: "Ventanas por cerrar: 2 hilos" }).click();
  await expect.poll(() => order(page), patience).toEqual(["Jorge", "María"]);
  await rows(page)
    .filter({ hasText: "Jorge" })
    .getByText(/^Ventana: quedan 22 h 2\d min$/)
    .waitFor();
  await rows(page).filter({ hasText: "Jorge" }).getByRole("link").click();
  await page.getByRole("heading", { name: "Jorge Peña", level: 2 }).waitFor();
  expect(new URL(page.url()).search).toBe("?view=closing");
  await page.goBack();
  await page.goBack();
  await expect.poll(() => order(page), patience).toEqual(["Zoë"]);
  await page.goForward();
  await expect.poll(() => order(page), patience).toEqual(["Jorge", "María"]);
  await page.getByRole("link", { name: "Todos: 3 hilos" }).click();
  await page.getByRole("button", { name: "Estado: Abiertos" }).click();
  await page.getByRole("menuitemradio", { name: "Resueltos" }).click();
  await page.getByText("Ningún hilo coincide").waitFor();
  expect(new URL(page.url()).search).toBe("?status=resolved");
  await page.getByRole("link", { name: "Quitar filtros" }).click();
  await expect.poll(() => order(page), patience).toEqual(["María", "Jorge", "Zoë"]);
});

it("finds people and messages without regard to accents, and says when there is nothing", async () => {
  const { page } = await signInAtDesk(world, browser);
  await rows(page).first().waitFor();
  await page.keyboard.press("/");
  await page.keyboard.type("nunez");
  await page.getByRole("region", { name: "Clientes" }).getByRole("link", { name: "María Núñez" }).waitFor();
  expect(await page.locator("mark").allTextContents()).toEqual(["Núñez"]);
  const box = page.getByRole("textbox", { name: "Buscar clientes y mensajes" });
  await box.fill("habitacion");
  const found = page.getByRole("region", { name: "Mensajes" }).getByRole("link", { name: /Zoë Strauss/ });
  await found.getByText("habitación").waitFor();
  await box.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Zoë Strauss", level: 2 }).waitFor();
  expect(new URL(page.url()).searchParams.get("q")).toBe("habitacion");
  expect(await page.locator("[data-found]").textContent()).toContain("¿Queda alguna habitación doble?");
  await box.fill("%_'");
  await page.getByText("Nada coincide con «%_'»").waitFor();
  await box.press("Escape");
  await expect.poll(() => order(page), patience).toEqual(["María", "Jorge", "Zoë"]);
});

it.each(["light", "dark"] as const)(
  "has no fault for assistive technology in the %s theme",
  async (colorScheme) => {
    const { page: signedIn } = await signInAtDesk(world, browser);
    const page = await browser.newPage({ colorScheme });
    await page.context().addCookies(await signedIn.context().cookies());
    for (const address of ["/inbox", "/inbox?q=habitacion", "/inbox?q=nada", "/inbox?view=mine"]) {
      await page.goto(`${world.url}${address}`);
      await page
        .getByText(/María Núñez|Mensajes|Nada coincide|No tienes hilos/)
        .first()
        .waitFor();
      expect([address, await accessibilityFaults(page)]).toEqual([address, []]);
    }
  },
);

it("is gone through by keys: J and K open the next and the previous thread, arrows go from row to row", async () => {
  const { page } = await signInAtDesk(world, browser);
  await rows(page).first().waitFor();
  for (const [key, name] of [
    ["j", "María Núñez"],
    ["j", "Jorge Peña"],
    ["Alt+j", "Zoë Strauss"],
    ["j", "Zoë Strauss"],
    ["k", "Jorge Peña"],
  ] as const) {
    await page.keyboard.press(key);
    await page.getByRole("heading", { name, level: 2 }).waitFor();
  }
  expect(await list(page).locator('a[data-row][aria-current="page"]').textContent()).toContain("Jorge Peña");
  await rows(page).first().getByRole("link").focus();
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Zoë Strauss", level: 2 }).waitFor();
});

it("keeps still under the pointer, says what is new, and shows it when asked", async () => {
  const { page } = await signInAtDesk(world, browser);
  await expect.poll(() => order(page), patience).toEqual(["María", "Jorge", "Zoë"]);
  await rows(page).nth(1).hover();
  await jorge.writes("¿Hay alguien?", { at: "11 18:31:00" });
  await page.getByRole("button", { name: "1 nuevo" }).waitFor();
  expect(await order(page)).toEqual(["María", "Jorge", "Zoë"]);
  await rows(page).nth(1).getByText("¿Hay alguien?").waitFor();
  await page.getByRole("button", { name: "1 nuevo" }).click();
  await expect.poll(() => order(page), patience).toEqual(["Jorge", "María", "Zoë"]);
  await page.mouse.move(900, 400);
  await maria.writes("Sigo aquí", { at: "11 18:32:00" });
  await expect.poll(() => order(page), patience).toEqual(["María", "Jorge", "Zoë"]);
});

it("tells of an unfinished answer before anything else", async () => {
  const desk = await signInAtDesk(world, browser);
  await desk.open("María Núñez");
  await desk.textBox.fill("Sí, tenemos");
  await rows(desk.page).filter({ hasText: "María" }).getByText("Borrador: Sí, tenemos").waitFor();
  await desk.textBox.fill("");
});

it("opens a thread at the message that was found, however old it is", async () => {
  const ines = addGuest(world, { name: "Inés Soler", waId: "34600900104" });
  await ines.writes("Quiero un ramo de tulipanes");
  for (let index = 0; index < 60; index += 1) {
    world.cloudApi.writeAsCustomer(ines.id, {
      type: "text",
      text: { body: `Sigo esperando ${index}` },
      phoneNumberId: hotel.phoneNumberId,
    });
  }
  await world.settle();
  const { page } = await signInAtDesk(world, browser);
  await page.getByRole("textbox", { name: "Buscar clientes y mensajes" }).fill("tulipanes");
  await page
    .getByRole("region", { name: "Mensajes" })
    .getByRole("link", { name: /Inés Soler/ })
    .click();
  const log = page.getByRole("log", { name: "Mensajes" });
  await log.locator("[data-found]").waitFor();
  await expect
    .poll(async () => {
      const [box, frame] = [await log.locator("[data-found]").boundingBox(), await log.boundingBox()];
      return (
        box !== null && frame !== null && box.y >= frame.y && box.y + box.height <= frame.y + frame.height
      );
    })
    .toBe(true);
  expect(await log.locator("[data-found]").textContent()).toContain("ramo de tulipanes");
});

it("scrolls through thousands of threads with few rows in the page, and is where it was after a thread", async () => {
  await addThreads(2_000);
  const page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  const { page: signedIn } = await signInAtDesk(world, browser);
  await page.context().addCookies(await signedIn.context().cookies());
  await page.goto(`${world.url}/inbox`);
  await rows(page).first().waitFor();
  const scroller = rows(page).first().locator("xpath=ancestor::ul/..");
  await expect
    .poll(async () => {
      await scroller.evaluate((element) => element.scrollTo(0, element.scrollHeight));
      return (await order(page)).at(-1);
    }, patience)
    .toMatch(/Huésped (?:[6-9]\d\d|1\d\d\d|2000)\.$/);
  expect(await page.evaluate("document.querySelectorAll('*').length")).toBeLessThan(1_500);
  await scroller.evaluate((element) => element.scrollTo(0, 20_000));
  const some = rows(page).filter({ hasText: /Huésped 2\d\d\./ });
  // By its own name: the first of them is another one as soon as rows above are drawn.
  const [name = ""] = /Huésped 2\d\d\./.exec(await some.first().innerText()) ?? [];
  const row = rows(page).filter({ hasText: name });
  await row.scrollIntoViewIfNeeded();
  const before = await scroller.evaluate((element) => element.scrollTop);
  await row.getByRole("link").click();
  await page.getByRole("link", { name: "Volver a la lista" }).click();
  await row.waitFor();
  expect(await scroller.evaluate((element) => element.scrollTop)).toBe(before);
});

/** Threads that are older than the others, the first the most recent. */
async function addThreads(many: number): Promise<void> {
  const db = connectDatabase({ url: world.database.appUrl, log: silentLog, connections: 1 });
  try {
    await withWorkspaces(db, [world.workspaceId], (db) =>
      db.execute({
        text: `with people as (
            insert into customers (workspace_id, id, name, created_at)
            select $1, gen_random_uuid(), 'Huésped ' || n || '.', now() from generate_series(1, $2::int) n returning id, name)
          insert into threads (workspace_id, id, customer_id, last_activity_at, created_at)
          select $1, gen_random_uuid(), id, timestamptz '2026-03-01' - rtrim(substr(name, 9), '.')::int * interval '1 minute', now()
          from people`,
        values: [world.workspaceId, many],
      }),
    );
  } finally {
    await db.close();
  }
}
