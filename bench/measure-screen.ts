import type { Locator, Page } from "playwright-core";
import { buildWeb } from "../scripts/build-web.ts";
import { hotel } from "../scripts/demo/hotel.ts";
import type { BenchRun } from "./bench-run.ts";
import type { Measured } from "./goals.ts";
import { openInbox, withBrowser } from "./open-browser.ts";
import { isInLog, timeToPaint } from "./paint-watch.ts";
import { quantile } from "./quantile.ts";
import { newestTextOf, recentThreads, seedThreads, waIdOf } from "./seed-threads.ts";
import { type HotelStand, withHotel } from "./stand-hotel.ts";

const threads = 100_000;
const slowness = 4;
const warmUp = 3;
const rounds = 20;

const actions = ["open", "type", "send", "switch"] as const;
type Times = Record<(typeof actions)[number], number[]>;

/** G12: how long an agent at a big inbox waits for what she does; the slowest of four actions counts. */
export async function measureScreen(run: BenchRun): Promise<Measured[]> {
  await buildWeb();
  const times = await withHotel(run, async (stand) => {
    const ids = await seedThreads(stand, threads);
    await openPhones(stand);
    return await withBrowser(
      run,
      async (browser) => await workThrough(await openInbox(browser, stand.url), ids),
    );
  });
  const slow = actions.map((action) => ({
    action,
    p50: quantile(times[action], 0.5),
    p95: quantile(times[action], 0.95),
  }));
  console.log(
    `${slow.map(({ action, p50, p95 }) => `${action}: p50 ${p50} ms, p95 ${p95} ms`).join("\n")}\n`,
  );
  return [{ id: "G12", value: Math.max(...slow.map(({ p95 }) => p95)) }];
}

/** The provider has the windows that we have, too: what is sent to these phones arrives. */
async function openPhones({ cloudApi, webhookUrl }: HotelStand): Promise<void> {
  cloudApi.setWebhookUrl(null);
  for (let number = 1; number <= recentThreads; number += 1) {
    const waId = waIdOf(number);
    cloudApi.addCustomer({ waId, name: `Cliente ${number}` });
    const text = { body: newestTextOf(number) };
    cloudApi.writeAsCustomer(waId, { type: "text", text, phoneNumberId: hotel.phoneNumberId });
  }
  await cloudApi.settled();
  cloudApi.setWebhookUrl(webhookUrl);
}

/** Thread after thread: open it, type, send, go back to the one before. */
async function workThrough(page: Page, ids: readonly string[]): Promise<Times> {
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setCPUThrottlingRate", { rate: slowness });
  const times: Times = { open: [], type: [], send: [], switch: [] };
  for (let round = 0; round < warmUp + rounds; round += 1) {
    const number = round + 1;
    const answer = `Va ${number}`;
    const opened = await openThread(page, ids[round] ?? "", newestTextOf(number));
    const typed = await type(page, answer);
    const send = { event: "keydown", act: () => page.keyboard.press("Enter") } as const;
    const sent = await timeToPaint(page, { ...send, isShown: isInLog(answer) });
    const switched = round === 0 ? [] : [await openThread(page, ids[round - 1] ?? "", `Va ${number - 1}`)];
    if (round >= warmUp) {
      times.open.push(opened);
      times.type.push(...typed);
      times.send.push(sent);
      times.switch.push(...switched);
    }
  }
  return times;
}

/** Clicks a thread of the list; it is there when its newest line is. */
async function openThread(page: Page, id: string, newest: string): Promise<number> {
  const row = page.locator(`[data-thread="${id}"] a`);
  await bringIntoList(page, row);
  return await timeToPaint(page, { event: "click", isShown: isInLog(newest), act: () => row.click() });
}

/** Only lines near what is shown are in the page; what was answered moved up. */
async function bringIntoList(page: Page, row: Locator): Promise<void> {
  await page
    .getByRole("region", { name: "Hilos" })
    .getByRole("list")
    .hover({ position: { x: 100, y: 10 }, force: true });
  for (let step = 0; step < 60 && (await row.count()) === 0; step += 1) {
    await page.mouse.wheel(0, step < 20 ? -200 : 200);
    await page.evaluate("new Promise(requestAnimationFrame)");
  }
}

/** Types a text letter by letter; answers how long each took. */
async function type(page: Page, text: string): Promise<number[]> {
  await page.getByRole("textbox", { name: "Mensaje de WhatsApp" }).click();
  const times: number[] = [];
  for (let end = 1; end <= text.length; end += 1) {
    const isShown = `document.activeElement.value === ${JSON.stringify(text.slice(0, end))}`;
    const act = () => page.keyboard.press(text.charAt(end - 1));
    times.push(await timeToPaint(page, { event: "keydown", isShown, act }));
  }
  return times;
}
