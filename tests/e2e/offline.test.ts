import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { hotel } from "../../scripts/demo/hotel.ts";
import { type AgentDesk, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser, type TestBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let maria: Guest;
const installed: TestBrowser = {
  ...browser,
  newPage: (options) => browser.newPage({ ...options, serviceWorkers: "allow" }),
};

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 18:00:00") });
  maria = addGuest(world, { name: "María Ferrer", waId: "34600900001" });
  await maria.writes("¿Hay parking?");
});
afterAll(() => world.close());

describe("without a connection", () => {
  let desk: AgentDesk;

  it("the screen says so, what one sends waits, and on return it goes out once and says «Conectado»", async () => {
    desk = await signInAtDesk(world, browser);
    const { page } = desk;
    await desk.open("María Ferrer");
    await page.context().setOffline(true);
    await page.getByText("Sin conexión. Lo que envíes saldrá cuando vuelva.").waitFor();
    await desk.textBox.fill("Sí, cubierto.");
    await page.keyboard.press("Enter");
    await desk.log.getByText("Sí, cubierto.").waitFor();
    await page.context().setOffline(false);
    await page.getByText("Conectado").waitFor();
    await desk.log.getByText("Entregado").waitFor();
    expect(await page.getByText("Sin conexión").count()).toBe(0);
    expect((await maria.messages()).filter(({ text }) => text === "Sí, cubierto.")).toHaveLength(1);
  });

  it("what waits can be taken back: it is a draft again and does not go out on return", async () => {
    const { page } = desk;
    await page.context().setOffline(true);
    await page.getByText("Sin conexión. Lo que envíes saldrá cuando vuelva.").waitFor();
    await desk.textBox.fill("Mejor por correo");
    await page.keyboard.press("Enter");
    const waiting = desk.log.getByRole("article").filter({ hasText: "Mejor por correo" });
    await waiting.getByText("Sale cuando vuelva la conexión").waitFor();
    await waiting.getByRole("button", { name: "Deshacer" }).click();
    await waiting.waitFor({ state: "detached" });
    expect(await desk.textBox.inputValue()).toBe("Mejor por correo");
    await page.context().setOffline(false);
    await page.getByText("Conectado").waitFor();
    await desk.textBox.fill("Enseguida le digo");
    await page.keyboard.press("Enter");
    await eventually(async () =>
      expect((await maria.messages()).map(({ text }) => text)).toContain("Enseguida le digo"),
    );
    expect((await maria.messages()).map(({ text }) => text)).not.toContain("Mejor por correo");
  });

  it("what was written meanwhile by the customer is there on return", async () => {
    const { page } = desk;
    await page.context().setOffline(true);
    await page.getByText("Sin conexión. Lo que envíes saldrá cuando vuelva.").waitFor();
    await maria.writes("Perfecto, gracias");
    await page.context().setOffline(false);
    await desk.log.getByText("Perfecto, gracias").waitFor();
  });
});

it("a session that ran out is asked for in a dialog over the thread; what was sent meanwhile goes out after it", async () => {
  const desk = await signInAtDesk(world, browser);
  const { page } = desk;
  await desk.open("María Ferrer");
  await desk.textBox.fill("Le reservo una plaza");
  await page.context().clearCookies();
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "Tu sesión ha caducado" });
  await page.keyboard.press("Escape");
  await dialog.getByLabel("Contraseña", { exact: true }).fill(hotel.owner.password);
  await dialog.getByRole("button", { name: "Entrar" }).click();
  await dialog.waitFor({ state: "detached" });
  await desk.log.getByText("Le reservo una plaza").waitFor();
  await desk.textBox.fill("");
});

describe("installed", () => {
  it("has a manifest with icons that exist", async () => {
    const page = await browser.newPage();
    await page.goto(`${world.url}/sign-in`);
    const path = await page.locator('link[rel="manifest"]').getAttribute("href");
    const manifest = (await (await fetch(`${world.url}${path}`)).json()) as { icons: { src: string }[] };
    expect(manifest).toMatchObject({ name: "Messaging Center", display: "standalone", start_url: "/inbox" });
    for (const { src } of manifest.icons) {
      const icon = await fetch(`${world.url}${src}`);
      expect([icon.status, icon.headers.get("content-type")?.split("/")[0]]).toEqual([200, "image"]);
    }
  });

  it("opens without a connection and says why it shows nothing; nothing that the API said is kept", async () => {
    const { page } = await signInAtDesk(world, installed);
    await eventually(async () =>
      expect(await page.evaluate("caches.keys().then((names) => names.length)")).toBe(1),
    );
    await page.evaluate("navigator.serviceWorker.ready.then(() => true)");
    const kept = `caches.keys().then(async ([name]) =>
      (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname))`;
    await eventually(async () => expect(await page.evaluate<string[]>(kept)).toContain("/"));
    const paths = await page.evaluate<string[]>(kept);
    expect(paths.filter((path) => path !== "/" && !path.startsWith("/assets/"))).toEqual([]);
    await page.context().setOffline(true);
    await page.goto(`${world.url}/settings`);
    await page.getByText("No hay conexión con el servidor.").waitFor();
    await page.context().setOffline(false);
    await page.getByRole("button", { name: "Reintentar" }).click();
    await page.getByRole("heading", { name: "Ajustes", level: 1 }).waitFor();
  });
});

it("a tab of an older version loads the new one when a file is gone, and keeps the draft", async () => {
  const desk = await signInAtDesk(world, browser);
  const { page } = desk;
  await desk.open("María Ferrer");
  await desk.textBox.fill("A medias");
  await page.route("**/assets/SettingsPage-*.js", (route) => route.fulfill({ status: 404 }), { times: 1 });
  await page.route(
    (url) => url.pathname === "/",
    (route) => route.fulfill({ body: "<title>newer</title>" }),
    { times: 1 },
  );
  const loaded = page.waitForEvent("load");
  await page.getByRole("link", { name: "Ajustes" }).click();
  await loaded;
  await page.goto(`${world.url}/inbox`);
  await desk.open("María Ferrer");
  expect(await desk.textBox.inputValue()).toBe("A medias");
  expect(browser.takeComplaints().filter((one) => !one.includes("/assets/SettingsPage-"))).toEqual([]);
});
