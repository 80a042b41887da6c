import { afterAll, beforeAll, beforeEach, expect, inject, it } from "vitest";
import { hotel } from "../../scripts/demo/hotel.ts";
import { type AgentDesk, moveClock, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
/** Two people at two screens. */
let lucia: AgentDesk;
let dani: AgentDesk;
let guest: Guest;
let name: string;
let count = 0;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 10:00:00") });
  await world.api.post("/members", { ...hotel.agent, role: "agent" });
  await world.api.post("/tags", { name: "Grupo", color: "blue" });
  // Each at a server of their own: what they see of each other goes by the database.
  const { url } = await world.startAnother({ ROLE: "web" });
  [lucia, dani] = await Promise.all([
    signInAtDesk(world, browser),
    signInAtDesk({ ...world, url }, browser, hotel.agent),
  ]);
});
afterAll(() => world.close());
beforeEach(async () => {
  count += 1;
  name = `Cliente ${["Uno", "Dos", "Tres", "Cuatro", "Cinco", "Seis", "Siete", "Ocho"][count - 1]}`;
  guest = addGuest(world, { name, waId: `3460090040${count}` });
  await guest.writes("¿Hay parking?");
});

const header = ({ page }: Pick<AgentDesk, "page">) => page.getByRole("main").locator("header");
const line = ({ page }: AgentDesk) => page.getByRole("link", { name: new RegExp(name) });
const notice = ({ page }: AgentDesk, text: string) => page.getByRole("alert").filter({ hasText: text });
/** By its address: the list keeps still while the pointer is over it. */
const open = async ({ page }: AgentDesk) => {
  await page.goto(new URL(`/inbox/${await guest.threadId()}`, page.url()).href);
  await page.getByRole("heading", { name, level: 2 }).waitFor();
  await header({ page }).getByRole("button", { name: "Posponer" }).waitFor();
};
const both = () => Promise.all([open(lucia), open(dani)]);

it("what one does with a thread, the other sees at once, with who did it; and it can be taken back", async () => {
  await both();
  await header(lucia).getByRole("button", { name: "Sin asignar" }).click();
  await lucia.page.getByRole("menuitem", { name: "Dani Soler" }).click();
  await header(dani).getByRole("button", { name: "Responsable: Dani Soler" }).waitFor();
  await dani.log.getByText("Lucía Ferrer asignó el hilo a Dani Soler").waitFor();
  await header(dani).getByRole("button", { name: "Etiquetas" }).click();
  await dani.page.getByRole("menuitemcheckbox", { name: "Grupo" }).click();
  await dani.page.keyboard.press("Escape");
  await line(lucia).getByText("Grupo").waitFor();
  await header(lucia).getByRole("button", { name: "Resolver" }).click();
  await header(dani).getByText("Resuelto").waitFor();
  await notice(lucia, "Hilo resuelto").getByRole("button", { name: "Deshacer" }).click();
  await header(dani).getByRole("button", { name: "Resolver" }).waitFor();
  await dani.log.getByText("Lucía Ferrer reabrió el hilo").waitFor();
});

it("a snoozed thread comes back on both screens when its time has come, and earlier when the customer writes", async () => {
  await both();
  await header(lucia).getByRole("button", { name: "Posponer" }).click();
  await lucia.page.getByRole("menuitem", { name: "Mañana" }).click();
  await header(dani).getByText("Pospuesto hasta mañana, 08:00").waitFor();
  await moveClock(world, march("11 08:00:00"));
  await dani.log.getByText("Llegó la hora y el hilo vuelve a estar abierto").waitFor();
  await header(lucia).getByText("Pospuesto").waitFor({ state: "detached" });
  await lucia.page.keyboard.press("s");
  await lucia.page.getByRole("menuitem", { name: "El lunes" }).click();
  await header(dani).getByText("Pospuesto hasta el lun, 16 mar, 08:00").waitFor();
  await guest.writes("Una cosa más");
  await lucia.log.getByText("El cliente escribió y el hilo vuelve a estar abierto").waitFor();
  await header(dani).getByText("Pospuesto").waitFor({ state: "detached" });
});

it("each sees who else looks at the thread or writes, and is warned before a second answer", async () => {
  await both();
  await header(lucia).getByText("Dani Soler está viendo este hilo").waitFor();
  await lucia.textBox.fill("Sí, tenemos parking.");
  await header(dani).getByText("Lucía Ferrer está escribiendo…").waitFor();
  await dani.textBox.fill("Sí, en la plaza.");
  await dani.button("Responder").click();
  const warning = lucia.composer.getByRole("alert");
  await warning.getByText("Dani Soler respondió mientras escribías").waitFor();
  await lucia.button("Responder").click();
  expect(await lucia.textBox.inputValue()).toBe("Sí, tenemos parking.");
  await warning.getByRole("button", { name: "Enviar de todos modos" }).click();
  await dani.log.getByText("Sí, tenemos parking.").waitFor();
  await warning.waitFor({ state: "detached" });
});

it("whoever fills a template is warned of a colleague's answer, too", async () => {
  await both();
  await lucia.button("Elegir plantilla").click();
  const dialog = lucia.page.getByRole("dialog");
  await dialog.getByRole("button", { name: /respuesta_pendiente/ }).click();
  await dialog.getByRole("textbox", { name: /Campo 1/ }).fill("Ana");
  await dialog.getByRole("textbox", { name: /Campo 2/ }).fill("la piscina");
  await dani.textBox.fill("La piscina abre en mayo.");
  await dani.button("Responder").click();
  const warning = dialog.getByRole("alert");
  await warning.getByText("Dani Soler respondió mientras escribías").waitFor();
  const send = dialog.getByRole("button", { name: /^Enviar plantilla/ });
  await send.click();
  await warning.getByRole("button", { name: "Entendido" }).click();
  await warning.waitFor({ state: "detached" });
  expect(await dani.log.getByText("consulta sobre la piscina").count()).toBe(0);
  await send.click();
  await dani.log.getByText("consulta sobre la piscina").waitFor();
});

it("a colleague named in a note finds the thread among the mentions", async () => {
  await both();
  await lucia.choose("Nota");
  const note = lucia.composer.getByRole("textbox", { name: "Nota interna" });
  await note.pressSequentially("¿Lo miras, @da");
  await lucia.composer.getByRole("option", { name: "Dani Soler" }).waitFor();
  await note.press("Enter");
  await note.press("Enter");
  await dani.log.getByText("¿Lo miras, @Dani Soler").waitFor();
  await dani.page.goto(new URL("/inbox?view=mentions", dani.page.url()).href);
  await line(dani).waitFor();
  expect(
    await dani.page
      .getByRole("list")
      .getByRole("link", { name: /^Cliente/ })
      .count(),
  ).toBe(1);
});

it("several threads are selected and resolved together, by pointer and by keys, and taken back together", async () => {
  const { page } = dani;
  const other = addGuest(world, { name: "Cliente Otra", waId: "34600900450" });
  await other.writes("¿Y desayuno?");
  await page.goto(new URL("/inbox", page.url()).href);
  await page.getByRole("checkbox", { name: `Seleccionar el hilo con ${name}` }).check({ force: true });
  await page.getByRole("link", { name: /Cliente Otra/ }).focus();
  await page.keyboard.press("x");
  const bar = page.getByRole("region", { name: "Hilos seleccionados" });
  await bar.getByText("2 seleccionados").waitFor();
  await bar.getByRole("button", { name: "Resolver" }).click();
  await notice(dani, "2 hilos resueltos").waitFor();
  await bar.waitFor({ state: "detached" });
  expect([(await guest.thread()).status, (await other.thread()).status]).toEqual(["resolved", "resolved"]);
  await page.keyboard.press("z");
  await notice(dani, "2 hilos resueltos").waitFor({ state: "detached" });
  await world.settle();
  await expect
    .poll(async () => [(await guest.thread()).status, (await other.thread()).status])
    .toEqual(["open", "open"]);
});

it("a change that comes too late does nothing, and the screen shows what holds", async () => {
  await open(lucia);
  // The colleague's change is made just before this one arrives.
  const { id, version } = await guest.thread();
  const early = { changes: [{ id, version, status: "pending" }] };
  await lucia.page.route(
    "**/api/v1/threads/changes",
    async (route) => {
      await world.api.post("/threads/changes", early);
      await route.continue();
    },
    { times: 1 },
  );
  await lucia.page.keyboard.press("e");
  await notice(lucia, `Alguien cambió a la vez el hilo con ${name}`).waitFor();
  await header(lucia).getByText("En espera").waitFor();
  expect((await guest.thread()).status).toBe("pending");
});
