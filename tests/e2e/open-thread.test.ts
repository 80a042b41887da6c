import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import type { ApiClient } from "../../scripts/demo/api-client.ts";
import { hotel } from "../../scripts/demo/hotel.ts";
import { signIn } from "../../scripts/demo/sign-in.ts";
import { signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
const width = 1440;
const usualHeight = 900;
let world: World;
let page: Page;
let owner: ApiClient;
/** From the top of the unread line to the end of the log, and how much of the screen is not the log. */
let unreadPx: number;
let aroundPx: number;

/** All of it within one minute and each message in a second of its own: every reader's thread is as high. */
async function addReader(name: string, waId: string, minute: number): Promise<void> {
  const guest = addGuest(world, { name, waId });
  let seconds = 10;
  const next = () => ({ at: `10 18:0${minute}:${seconds++}` });
  for (const text of ["Buenas tardes", "Tenemos una reserva", "¿La habitación es tranquila?"]) {
    await guest.writes(text, next());
    await guest.answer(`Recibido: ${text}`, next());
  }
  await owner.post(`/threads/${await guest.threadId()}/read`, {});
  for (const text of ["¿Hay parking?", "¿Y piscina?", "¿Y ascensor?", "Lo último"]) {
    await guest.writes(text, next());
  }
}

beforeAll(async () => {
  world = await startWorld({
    webFolder: inject("webFolder"),
    startAt: march("10 18:00:00"),
    clockStandsStill: true,
  });
  owner = await signIn(world.url, hotel.owner);
  await addReader("Ana Roca", "34600900011", 1);
  await addReader("Eva Soler", "34600900012", 2);
  await addReader("Iris Vega", "34600900013", 3);
  const desk = await signInAtDesk(world, {
    ...browser,
    newPage: () => browser.newPage({ viewport: { width, height: usualHeight } }),
  });
  page = desk.page;
  const box = await openFirst("Ana Roca");
  aroundPx = usualHeight - box.height;
  unreadPx = box.scrollHeight - (await topOf(desk.log.getByText("4 mensajes nuevos"), box));
});
afterAll(() => world.close());

type Box = { height: number; scrollTop: number; scrollHeight: number; top: number };

const readLog = (): Promise<Box> =>
  page.getByRole("log").evaluate((log) => ({
    height: log.clientHeight,
    scrollTop: log.scrollTop,
    scrollHeight: log.scrollHeight,
    top: log.getBoundingClientRect().top,
  }));

async function openFirst(name: string): Promise<Box> {
  await page.getByRole("link", { name: new RegExp(name) }).click();
  await page.getByRole("heading", { name, level: 2 }).waitFor();
  await page.getByRole("log").getByText("4 mensajes nuevos").waitFor();
  await page.getByRole("log").getByText("Lo último").waitFor();
  return readLog();
}

/** Where an element stands in all that can be scrolled. */
async function topOf(element: Locator, log: Box): Promise<number> {
  const box = await element.boundingBox();
  return (box?.y ?? 0) - log.top + log.scrollTop;
}

const toEnd = ({ scrollHeight, scrollTop, height }: Box) => scrollHeight - scrollTop - height;

describe("a thread with unread messages", () => {
  it("stands at its very end when all of them fit, though the line above them does not", async () => {
    await page.setViewportSize({ width, height: Math.round(aroundPx + unreadPx - 20) });
    await openFirst("Eva Soler");
    await eventually(async () => expect(toEnd(await readLog())).toBeLessThan(2));
    expect(await page.getByRole("log").getByText("¿Hay parking?").isVisible()).toBe(true);
  });

  it("keeps standing there while the composer grows", async () => {
    const before = await readLog();
    const box = page.getByRole("textbox", { name: "Mensaje de WhatsApp" });
    await box.fill("Sí.\n".repeat(6));
    await eventually(async () => expect((await readLog()).height).toBeLessThan(before.height));
    await eventually(async () => expect(toEnd(await readLog())).toBeLessThan(2));
    await box.fill("");
  });

  it("begins with the line above them when they do not fit", async () => {
    await page.setViewportSize({ width, height: Math.round(aroundPx + unreadPx - 150) });
    await openFirst("Iris Vega");
    await eventually(async () => {
      const line = await page.getByRole("log").getByText("4 mensajes nuevos").boundingBox();
      const { top, height } = await readLog();
      expect(line?.y).toBeGreaterThanOrEqual(top);
      expect(line?.y).toBeLessThan(top + height / 4);
    });
    await page.getByRole("button", { name: "Ir al final" }).waitFor();
  });
});
