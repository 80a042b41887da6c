import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { moveClock } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { type EnglishPhone, signInOnPhone } from "../support/english-phone.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let phone: EnglishPhone;
let maria: Guest;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 18:00:00") });
  await world.api.put("/settings/auto-reply", {
    enabled: true,
    text: "Enseguida.",
    everyHours: 12,
    quietMinutes: 30,
  });
  maria = addGuest(world, { name: "María Ferrer", waId: "34600900071" });
  phone = await signInOnPhone(world, browser);
});
afterAll(() => world.close());

const at = (text: string) => moveClock(world, march(text));
const conversations = () => phone.log.getByText(/^Conversation started by the customer/);

it("A1 A2 her question opens the window; one automatic reply begins the conversation; she still waits", async () => {
  await at("10 18:02:00");
  await maria.writes("¿Hay parking?");
  await phone.page.getByRole("link", { name: /María Ferrer.*Unanswered/ }).waitFor();
  await phone.open("María Ferrer");
  await phone.article("Enseguida.").getByText("Automatic reply").waitFor();
  await eventually(async () => expect(await conversations().count()).toBe(1));
  await phone.back();
  await phone.page.getByRole("link", { name: /María Ferrer.*Unanswered/ }).waitFor();
});

it("A3 A4 free text is open until 18:02 tomorrow; an answer changes neither window nor conversation", async () => {
  await at("10 18:16:00");
  await phone.open("María Ferrer");
  await phone.composer.getByText(/^Window open until tomorrow, 18:02/).waitFor();
  await phone.textBox.fill("Yes, covered.");
  await phone.button("Reply").click();
  await phone.article("Yes, covered.").getByText("Delivered").waitFor();
  await phone.composer.getByText(/^Window open until tomorrow, 18:02/).waitFor();
  expect(await conversations().count()).toBe(1);
  await phone.expectNoSideways();
});

it("A5 her next message moves the window alone, and no second automatic reply goes out", async () => {
  await at("10 18:19:00");
  await maria.writes("¿Y cuesta algo?");
  await phone.composer.getByText(/^Window open until tomorrow, 18:19/).waitFor();
  expect(await phone.log.getByText("Automatic reply").count()).toBe(1);
});

it("A7 after the conversation's end and before the window's, an answer begins a new conversation", async () => {
  await at("11 18:10:00");
  await phone.textBox.fill("18 € a day.");
  await phone.button("Reply").click();
  await eventually(async () => expect(await conversations().count()).toBe(2));
});

it("A6 A8 at the closing time screen and API refuse, and template, e-mail and note are what is left", async () => {
  await at("11 18:19:00");
  await phone.composer.getByText("The conversation window is closed").waitFor();
  expect(await phone.textBox.count()).toBe(0);
  await phone.button("Choose template").waitFor();
  await phone.composer.getByRole("tab", { name: "E-mail" }).waitFor();
  await phone.composer.getByRole("tab", { name: "Note" }).waitFor();
  expect(await maria.answer("Too late")).toMatchObject({ status: 409, body: { code: "WINDOW_CLOSED" } });
  await phone.expectNoSideways();
});
