import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { moveClock } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { type EnglishPhone, signInOnPhone } from "../support/english-phone.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, type Guest, writeMail } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let phone: EnglishPhone;
let rosa: Guest;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 18:19:00") });
  rosa = addGuest(world, { name: "Rosa Vidal", waId: "34600900074" });
  await rosa.writes("¿Hay sitio para dos coches?");
  const { customer } = await rosa.thread();
  await world.api.post(`/customers/${customer.id}/addresses`, { email: "rosa@example.com" });
  phone = await signInOnPhone(world, browser);
  await phone.open("Rosa Vidal");
  await phone.textBox.fill("There is room for both.");
  await moveClock(world, march("11 18:19:00"));
  await phone.composer.getByText("The conversation window is closed").waitFor();
});
afterAll(() => world.close());

it("C1 the typed text goes along to the e-mail; a subject is asked for and there is no WhatsApp cost", async () => {
  await phone.button("Write by e-mail").click();
  const text = phone.composer.getByRole("textbox", { name: "Text of the e-mail" });
  await eventually(async () => expect(await text.inputValue()).toBe("There is room for both."));
  const send = phone.button("Send e-mail · no WhatsApp cost");
  expect(await send.isDisabled()).toBe(true);
  await phone.composer.getByRole("textbox", { name: "Subject" }).fill("Your parking");
  expect(await send.isEnabled()).toBe(true);
  await phone.expectNoSideways();
});

it("C2 the mail is in the same thread with its channel; no conversation begins", async () => {
  await phone.button("Send e-mail").click();
  await phone.article("There is room for both.").getByText("Your parking").waitFor();
  await eventually(() => expect(world.mail.received().at(-1)).toMatchObject({ to: "rosa@example.com" }));
  expect(await rosa.conversations()).toEqual([]);
});

it("C3 her mail joins the thread; the WhatsApp window is still closed, and the screen says so", async () => {
  await world.settle();
  const answers = (await rosa.lastMessage()).providerId ?? "";
  await writeMail(world, {
    from: "rosa@example.com",
    subject: "Re: Your parking",
    text: "¡Genial!",
    answers,
  });
  await phone.article("¡Genial!").getByText("Re: Your parking").waitFor();
  await phone.composer.getByRole("tab", { name: "WhatsApp" }).click();
  await phone.composer.getByText("The conversation window is closed").waitFor();
  expect(await phone.textBox.count()).toBe(0);
  await phone.expectNoSideways();
});
