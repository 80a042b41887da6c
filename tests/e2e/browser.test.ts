import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { setUpBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";

const browser = setUpBrowser();
const server = createServer((_request, response) => {
  response.setHeader("content-type", "text/html; charset=utf-8");
  response.end("<title>Señal</title><h1>Buenos días</h1>");
});

beforeAll(() => new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve)));
afterAll(() => new Promise((resolve) => server.close(resolve)));

function serverUrl(): string {
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}/`;
}

it("shows a page in the asked language, colours and size", async () => {
  const page = await browser.newPage({
    locale: "en-GB",
    colorScheme: "dark",
    viewport: { width: 390, height: 844 },
  });
  await page.goto(serverUrl());
  await page.getByRole("heading", { name: "Buenos días" }).waitFor();
  const seen = await page.evaluate(
    "[navigator.language, matchMedia('(prefers-color-scheme: dark)').matches, innerWidth, self.origin]",
  );
  expect(seen).toEqual(["en-GB", true, 390, new URL(serverUrl()).origin]);
});

it("keeps the web's security switched on", async () => {
  const page = await browser.newPage();
  await page.goto(serverUrl());
  const frame = await page.evaluate(`new Promise((resolve) => {
    const frame = document.createElement("iframe");
    frame.src = "data:text/html,<p>other origin";
    frame.onload = () => { try { resolve(frame.contentWindow.document ? "open" : "closed") } catch (error) { resolve(error.name) } };
    document.body.append(frame);
  })`);
  expect(frame).toBe("SecurityError");
});

it("reaches no host but this machine, and complains of the attempt", async () => {
  const page = await browser.newPage();
  await page.goto(serverUrl());
  const elsewhere = serverUrl().replace("127.0.0.1", "localhost");
  const answer = await page.evaluate(`fetch("${elsewhere}").then(() => "reached", () => "refused")`);
  expect(answer).toBe("refused");
  expect(browser.takeComplaints()).toEqual([`Request to ${elsewhere}`]);
});

it("complains of an error that nobody caught in the page", async () => {
  const page = await browser.newPage();
  await page.goto(serverUrl());
  const thrown = page.waitForEvent("pageerror");
  await page.evaluate('setTimeout(() => { throw new Error("broken") })');
  await thrown;
  await eventually(() => expect(browser.takeComplaints()).toEqual(["Uncaught in the page: broken"]));
});

it("axe finds a button without a name and grey on grey, and nothing else on that page", async () => {
  const page = await browser.newPage();
  await page.goto(serverUrl());
  await page.setContent(`<html lang="es"><title>Señal</title><main><h1>Buenos días</h1>
    <button id="mute"></button><p style="color: #999; background: #bbb">Casi invisible</p></main></html>`);
  const found = await accessibilityFaults(page);
  expect(found.map((fault) => fault.split(": ").slice(0, 2))).toEqual([
    ["button-name", "#mute"],
    ["color-contrast", "p"],
  ]);
  expect(await accessibilityFaults(page, "h1")).toEqual([]);
});
