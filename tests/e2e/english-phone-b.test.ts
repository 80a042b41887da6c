import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { moveClock } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { type EnglishPhone, signInOnPhone } from "../support/english-phone.ts";
import { addGuest, enterGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let phone: EnglishPhone;
let eva: Guest;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("09 08:30:00") });
  await addGuest(world, { name: "Ana Prats", waId: "34600900072" }).writes("¿Tenéis piscina?");
  eva = await enterGuest(world, { name: "Eva Soler", waId: "34600900073", email: "eva@example.com" });
  await moveClock(world, march("10 10:00:00"));
  phone = await signInOnPhone(world, browser);
});
afterAll(() => world.close());

const dialog = () => phone.page.getByRole("dialog", { name: /Eva Soler/ });
const template = (name: string) =>
  dialog().getByRole("list", { name: "Templates" }).getByRole("button", { name });
const send = () => dialog().getByRole("button", { name: /^Send template/ });

it("B1 no text box for who wrote long ago or never, and why in words of its own, with the ways on", async () => {
  await phone.open("Ana Prats");
  await phone.composer.getByText("The conversation window is closed").waitFor();
  expect(await phone.textBox.count()).toBe(0);
  await phone.back();
  await phone.open("Eva Soler");
  await phone.composer.getByText("There is no conversation window yet").waitFor();
  await phone.composer.getByText(/^Eva Soler has never written to this WhatsApp number/).waitFor();
  expect(await phone.textBox.count()).toBe(0);
  await phone.button("Write by e-mail").waitFor();
  await phone.expectNoSideways();
});

it("B2 B3 Send waits until every field is filled; the template begins a conversation and opens no window", async () => {
  await phone.button("Choose template").click();
  await template("recordatorio_llegada").click();
  await dialog().getByRole("textbox", { name: "Field 1" }).fill("Eva");
  expect(await send().isDisabled()).toBe(true);
  await dialog().getByRole("textbox", { name: "Field 2" }).fill("viernes 13");
  await phone.expectNoSideways();
  await send().click();
  await phone.article("te esperamos el viernes 13").getByText("Delivered").waitFor();
  await phone.log.getByText(/^Conversation started by .+ · 10 Mar,? 10:0\d – .+ · utility/).waitFor();
  await phone.composer.getByText("Waiting for an answer; templates only").waitFor();
  expect(await phone.textBox.count()).toBe(0);
});

it("B4 B5 free text through the API is refused like on the screen; another template goes", async () => {
  expect(await eva.answer("Hola")).toMatchObject({ status: 409, body: { code: "WINDOW_CLOSED" } });
  await phone.button("Choose template").click();
  await template("pending_reply").click();
  await send().click();
  await dialog().waitFor({ state: "detached" });
  await phone.log.getByText(/pending_reply/).waitFor();
  await phone.composer.getByText("Waiting for an answer; templates only").waitFor();
});

it("B6 her answer opens the box at once, without reload", async () => {
  await phone.page.evaluate("window.isStillThisPage = true");
  await moveClock(world, march("10 11:00:00"));
  await eva.writes("Gracias");
  await phone.textBox.waitFor();
  await phone.composer.getByText(/^Window open until tomorrow, 11:00/).waitFor();
  expect(await phone.page.evaluate("window.isStillThisPage")).toBe(true);
  await phone.textBox.fill("See you on Friday.");
  await phone.button("Reply").click();
  await phone.article("See you on Friday.").getByText("Delivered").waitFor();
});
