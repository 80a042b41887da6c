import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type AgentDesk, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { addGuest, enterGuest, writeMail } from "../support/guest.ts";
import { startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let desk: AgentDesk;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder") });
  await enterGuest(world, { name: "Ana Prats", waId: "34600900001", email: "ana@example.com" });
  desk = await signInAtDesk(world, browser);
});
afterAll(() => world.close());

it("gives the focus back to what opened a dialog", async () => {
  const opener = desk.page.getByRole("button", { name: "Nuevo cliente" });
  await opener.press("Enter");
  const dialog = desk.page.getByRole("dialog", { name: "Nuevo cliente" });
  await dialog.getByLabel("Nombre").press("Escape");
  await dialog.waitFor({ state: "detached" });
  await expect.poll(() => opener.evaluate((element) => element.matches(":focus"))).toBe(true);
});

it("says which detail of a new customer is wrong, leads to one who is known, and makes one however often one clicks", async () => {
  await desk.page.getByRole("button", { name: "Nuevo cliente" }).click();
  const dialog = desk.page.getByRole("dialog", { name: "Nuevo cliente" });
  const create = dialog.getByRole("button", { name: "Crear cliente" });
  const phone = dialog.getByLabel("Teléfono");
  await dialog.getByLabel("Nombre").fill("Rocío Gil");
  await phone.fill("12");
  await create.click();
  await dialog.getByText("Ese teléfono no es válido.").waitFor();
  await phone.fill("600 900 001");
  await create.click();
  await dialog.getByText("Ya tienes un cliente con esos datos.").waitFor();
  expect(await dialog.getByRole("link", { name: "Abrir su hilo" }).count()).toBe(1);
  await phone.fill("600 900 002");
  const answers: number[] = [];
  desk.page.on("response", (answer) => {
    if (answer.url().endsWith("/api/v1/customers")) {
      answers.push(answer.status());
    }
  });
  await create.dblclick();
  await desk.page.getByRole("heading", { name: "Rocío Gil" }).waitFor();
  expect(answers).toEqual([201]);
});

it("keeps a card without an address, and says what is needed to write and why", async () => {
  const { page } = desk;
  await page.getByRole("button", { name: "Nuevo cliente" }).click();
  const dialog = page.getByRole("dialog", { name: "Nuevo cliente" });
  const create = dialog.getByRole("button", { name: "Crear cliente" });
  expect(await create.isDisabled()).toBe(true);
  await dialog.getByText("WhatsApp no deja escribir primero con él.").waitFor();
  await dialog.getByLabel("Nombre").fill("Luna Mar");
  await create.click();
  await page.getByRole("heading", { name: "Luna Mar" }).waitFor();
  expect(await desk.textBox.isVisible()).toBe(false);
});

it("a username stands where a phone would, and finds its customer", async () => {
  const { page } = desk;
  const guest = addGuest(world, { name: "Noa Vidal", bsuid: "ES.4400112299" });
  world.cloudApi.changeCustomer("ES.4400112299", { username: "cielo.azul" });
  await guest.writes("¿Hay cuna?");
  await desk.open("Noa Vidal");
  await page.getByRole("main").getByText("@cielo.azul", { exact: true }).first().waitFor();
  await desk.composer.getByText("@cielo.azul").waitFor();
  const box = page.getByRole("textbox", { name: "Buscar clientes y mensajes" });
  await box.fill("@cielo");
  await page.getByRole("link", { name: /Noa Vidal.*@cielo\.azul/ }).waitFor();
  await box.fill("");
});

it("proposes the subject of an answer to a mail, which may be changed", async () => {
  await writeMail(world, { from: "ana@example.com", subject: "Factura de octubre", text: "Nos falta." });
  await desk.open("Ana Prats");
  const subject = desk.composer.getByLabel("Asunto");
  await expect.poll(() => subject.inputValue()).toBe("Re: Factura de octubre");
  await desk.composer.getByLabel("Texto del correo").fill("Va adjunta.");
  await desk.button("Enviar correo").click();
  await desk.log.getByRole("article").filter({ hasText: "Va adjunta." }).getByText("Enviado").waitFor();
  expect(world.mail.received().at(-1)).toMatchObject({ subject: "Re: Factura de octubre" });
  await subject.fill("Otra cosa");
  expect(await subject.inputValue()).toBe("Otra cosa");
});
