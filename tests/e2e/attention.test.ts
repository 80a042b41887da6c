import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type AgentDesk, moveClock, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser, type TestBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 18:00:00") });
});
afterAll(() => world.close());

const at = (text: string) => moveClock(world, march(text));

/** Writes down what a page notifies and how often it sounds, instead of the desktop. */
const ears = `
  window.heard = { notices: [], tones: 0 };
  window.Notification = class {
    static permission = "granted";
    constructor(title, { body }) { heard.notices.push(title + ": " + body); }
  };
  const { start } = OscillatorNode.prototype;
  OscillatorNode.prototype.start = function (when) { heard.tones += 1; start.call(this, when); };
`;

/** A browser whose desktop notices and tones can be read. */
function listening(): TestBrowser {
  return {
    ...browser,
    newPage: async (options) => {
      const page = await browser.newPage(options);
      await page.context().addInitScript(ears);
      return page;
    },
  };
}

const leaders =
  "navigator.locks.query().then(({ held }) => held.filter(({ name }) => name === 'mc.attention').length)";
const noticesOf = (page: Page) => page.evaluate<string[]>("heard.notices");

describe("news", () => {
  let desk: AgentDesk;
  let maria: Guest;

  beforeAll(async () => {
    maria = addGuest(world, { name: "María Ferrer", waId: "34600900001" });
    desk = await signInAtDesk(world, listening());
    await desk.page.getByText("Todavía no hay hilos").waitFor();
    // What was written before the stream flows is in the list, but no news.
    await eventually(async () => expect(await desk.page.evaluate(leaders)).toBe(1));
    await eventually(async () =>
      expect(await (await fetch(`${world.url}/metrics`)).text()).toContain("mc_streams_open 1"),
    );
  });

  it("stands in the title and on the icon of the tab, and goes when it is read", async () => {
    await maria.writes("¿Hay parking?");
    await eventually(async () => expect(await desk.page.title()).toBe("(1) Messaging Center"));
    expect(await desk.page.locator('link[rel="icon"]').getAttribute("href")).toBe("/favicon-news.svg");
    // Read before it is told, it is no news any more.
    await eventually(async () => expect(await noticesOf(desk.page)).toHaveLength(1));
    await desk.open("María Ferrer");
    await eventually(async () => expect(await desk.page.title()).toBe("María Ferrer · Messaging Center"));
    expect(await desk.page.locator('link[rel="icon"]').getAttribute("href")).toBe("/favicon.svg");
  });

  it("is told on the desktop and by a tone, but not of the thread that is looked at", async () => {
    const { page } = desk;
    expect(await noticesOf(page)).toEqual(["María Ferrer: ¿Hay parking?"]);
    expect(await page.evaluate("heard.tones")).toBe(2);
    await maria.writes("¿Y piscina?");
    await desk.log.getByText("¿Y piscina?").waitFor();
    const eva = addGuest(world, { name: "Eva Soler", waId: "34600900002" });
    await eva.writes("Buenas tardes");
    await eventually(async () => expect(await noticesOf(page)).toContain("Eva Soler: Buenas tardes"));
    expect(await noticesOf(page)).not.toContain("María Ferrer: ¿Y piscina?");
  });

  it("is told by one of two tabs, by the other when the first is closed", async () => {
    const second = await desk.page.context().newPage();
    await second.goto(`${world.url}/inbox`);
    await second.getByRole("link", { name: /Eva Soler/ }).waitFor();
    const leo = addGuest(world, { name: "Leo Vidal", waId: "34600900003" });
    await leo.writes("Hola");
    await eventually(async () => expect(await noticesOf(desk.page)).toContain("Leo Vidal: Hola"));
    expect(await noticesOf(second)).toEqual([]);
    await desk.page.close();
    await eventually(async () =>
      expect(await second.evaluate("navigator.locks.query().then(({ pending }) => pending.length)")).toBe(0),
    );
    const ana = addGuest(world, { name: "Ana Roca", waId: "34600900004" });
    await ana.writes("Buenos días");
    await eventually(async () => expect(await noticesOf(second)).toEqual(["Ana Roca: Buenos días"]));
    await second.close();
  });
});

describe("a window that closes on a waiting customer", () => {
  it("is told 2 h and 30 min before, once each, as a link, live when the clock jumps; the customer hears nothing", async () => {
    await at("12 10:00:00");
    const pau = addGuest(world, { name: "Pau Grau", waId: "34600900005" });
    await pau.writes("¿Tienen cuna?", { at: "12 10:00:00" });
    const desk = await signInAtDesk(world, listening());
    const { page } = desk;
    await page.getByRole("link", { name: /Pau Grau/ }).waitFor();
    const warning = page.getByRole("alert").getByText(/^Pau Grau espera respuesta/);
    await at("13 07:59:00");
    await page
      .getByRole("link", { name: /Pau Grau/ })
      .getByText("2 h", { exact: true })
      .waitFor();
    expect(await warning.count()).toBe(0);
    await at("13 08:01:00");
    await warning.getByText(/su ventana se cierra a las 10:00: quedan 1 h 5\d min\.$/).waitFor();
    await at("13 08:30:00");
    await page.reload();
    await page.getByRole("link", { name: /Pau Grau/ }).waitFor();
    await at("13 09:31:00");
    await warning.getByText(/quedan 2\d min\.$/).waitFor();
    expect(await warning.count()).toBe(1);
    await page.getByRole("alert").getByRole("link").click();
    await page.getByRole("heading", { name: "Pau Grau", level: 2 }).waitFor();
    expect((await pau.messages()).map(({ text }) => text)).toEqual(["¿Tienen cuna?"]);
  });

  it("is no longer told once a colleague answered, nor of the thread that is open", async () => {
    await at("15 10:00:00");
    const iris = addGuest(world, { name: "Iris Vega", waId: "34600900006" });
    const hugo = addGuest(world, { name: "Hugo Sanz", waId: "34600900007" });
    await iris.writes("¿Tienen trona?", { at: "15 10:00:00" });
    await hugo.writes("¿Hay bañera?", { at: "15 10:00:30" });
    const desk = await signInAtDesk(world, listening());
    await desk.open("Hugo Sanz");
    await at("16 09:40:00");
    const warning = desk.page.getByRole("alert").getByText(/espera respuesta/);
    await warning.waitFor();
    expect(await warning.allInnerTexts()).toEqual([expect.stringMatching(/^Iris Vega/)]);
    await iris.answer("Sí, y cuna.");
    await warning.waitFor({ state: "detached", timeout: 5_000 });
  });

  it("is told in one line below the header of the open thread on a phone, and gone when its thread is opened", async () => {
    await at("18 10:00:00");
    const noa = addGuest(world, { name: "Noa Prats", waId: "34600900008" });
    const pep = addGuest(world, { name: "Pep Riera", waId: "34600900009" });
    await pep.writes("Gracias");
    await pep.answer("A ti.");
    await noa.writes("¿Hay gimnasio?", { at: "18 10:00:00" });
    const viewport = { width: 390, height: 844 };
    const desk = await signInAtDesk(world, {
      ...browser,
      newPage: () => browser.newPage({ viewport }),
    });
    const { page } = desk;
    await page.getByRole("link", { name: /Pep Riera/ }).click();
    const name = page.getByRole("heading", { name: "Pep Riera", level: 2 });
    await name.waitFor();
    await at("19 09:40:00");
    const link = page.getByRole("alert").getByRole("link", { name: /^Noa Prats espera: quedan \d+ min$/ });
    await link.waitFor();
    const [notice, header, line] = await Promise.all(
      [page.getByRole("alert"), name, link].map((one) => one.boundingBox()),
    );
    expect(notice?.y).toBeGreaterThanOrEqual((header?.y ?? 0) + (header?.height ?? 0));
    expect(line?.height).toBeLessThan(30);
    await link.click();
    await page.getByRole("heading", { name: "Noa Prats", level: 2 }).waitFor();
    await link.waitFor({ state: "detached", timeout: 5_000 });
  });
});
