import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type AgentDesk, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let desk: AgentDesk;
let ana: Guest;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 18:00:00") });
  ana = addGuest(world, { name: "Ana Prats", waId: "34600900021" });
  await ana.writes("¿Hay parking?");
  const { customer } = await ana.thread();
  await world.api.post(`/customers/${customer.id}/addresses`, { email: "ana@example.com" });
  desk = await signInAtDesk(world, browser);
});
afterAll(() => world.close());

/** Turns a switch of the page "Avisos y teclado" and goes back to the thread. */
async function turn(label: string): Promise<void> {
  await desk.page.goto(`${world.url}/settings/notifications`);
  const [saved] = await Promise.all([
    desk.page.waitForResponse(
      (response) => response.url().endsWith("/preferences") && response.request().method() === "PUT",
    ),
    desk.page.getByRole("switch", { name: label }).press("Space"),
  ]);
  expect(saved.status()).toBe(200);
  await desk.page.goto(`${world.url}/inbox`);
  await desk.open("Ana Prats");
}

it("Enter sends a WhatsApp message until the person wants it otherwise; then it breaks the line and Ctrl+Enter sends", async () => {
  await desk.open("Ana Prats");
  await desk.textBox.fill("Sí.");
  await desk.textBox.press("Enter");
  await desk.log.getByText("Sí.").waitFor();
  await turn("Intro envía en WhatsApp y en las notas");
  await desk.textBox.fill("Son 18 €");
  await desk.textBox.press("Enter");
  await desk.textBox.pressSequentially("al día.");
  expect(await desk.textBox.inputValue()).toBe("Son 18 €\nal día.");
  await desk.composer.getByText("Ctrl+Intro envía").waitFor();
  await desk.textBox.press("Control+Enter");
  await eventually(async () => expect((await ana.lastMessage()).text).toBe("Son 18 €\nal día."));
});

it("Enter breaks the line in a mail until the person wants it otherwise, and never sends from the subject", async () => {
  await desk.choose("Correo");
  const text = desk.composer.getByRole("textbox", { name: "Texto del correo" });
  await text.fill("Buenas tardes:");
  await text.press("Enter");
  expect(await text.inputValue()).toBe("Buenas tardes:\n");
  await turn("Intro envía los correos");
  await desk.choose("Correo");
  const subject = desk.composer.getByRole("textbox", { name: "Asunto" });
  await subject.fill("Parking");
  await subject.press("Enter");
  expect(await text.inputValue()).toBe("Buenas tardes:\n");
  await text.press("Enter");
  await desk.log.getByText("Buenas tardes:").waitFor();
});
