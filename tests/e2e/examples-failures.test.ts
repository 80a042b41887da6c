import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type AgentDesk, moveClock, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, enterGuest, type Guest, writeMail } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let desk: AgentDesk;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("01 09:00:00") });
  desk = await signInAtDesk(world, browser);
});
afterAll(() => world.close());

const at = (text: string) => moveClock(world, march(text));
const article = (text: string) => desk.log.getByRole("article").filter({ hasText: text });

it("A2 the automatic answer is marked as one, and the thread still waits for a person", async () => {
  await world.api.put("/settings/auto-reply", {
    enabled: true,
    text: "Hola, te respondemos en unos minutos.",
    everyHours: 12,
    quietMinutes: 30,
  });
  const maria = addGuest(world, { name: "María Ferrer", waId: "34600900001" });
  await at("10 18:02:00");
  await maria.writes("¿Hay parking?");
  await desk.page.getByRole("link", { name: /María Ferrer.*Sin responder/ }).waitFor();
  await desk.open("María Ferrer");
  await article("Hola, te respondemos en unos minutos.").getByText("Respuesta automática").waitFor();
  await world.api.put("/settings/auto-reply", { enabled: false, text: "", everyHours: 12, quietMinutes: 30 });
});

it("B8 a template that fails says why and what next, and leaves no conversation", async () => {
  const eva = await enterGuest(world, { name: "Eva Soler", waId: "34600900002" });
  await at("10 19:00:00");
  world.cloudApi.addFault({ kind: "fail-status", code: 131026 });
  await desk.open("Eva Soler");
  await eva.sendTemplate("recordatorio_llegada", { "1": "Eva", "2": "viernes 13" });
  const failed = article("te esperamos el viernes 13");
  await failed.getByText("Este número no recibe WhatsApp").waitFor();
  await failed.getByText("Comprueba el número o escríbele por correo.").waitFor();
  await failed.getByText("Código 131026").waitFor();
  expect(await desk.log.getByText(/^Conversación iniciada/).count()).toBe(0);
  await desk.composer.getByText("Aún no hay ventana de conversación").waitFor();
});

it("D7 WhatsApp refuses although we say open: the reason, the closed window, and the text as a draft", async () => {
  const rosa = addGuest(world, { name: "Rosa Vidal", waId: "34600900003" });
  await at("10 19:10:00");
  await rosa.writes("¿Hay sitio?");
  await desk.open("Rosa Vidal");
  world.cloudApi.addFault({ kind: "fail-status", code: 131047 });
  await desk.textBox.fill("Sí, para dos coches.");
  await desk.button("Responder").click();
  await article("Sí, para dos coches.").getByText("La ventana estaba cerrada").waitFor();
  await desk.composer.getByText("La ventana está cerrada según WhatsApp").waitFor();
  await desk.composer.getByText("Sí, para dos coches.").waitFor();
  expect(await desk.textBox.count()).toBe(0);
  await desk.button("Elegir plantilla").waitFor();
  await at("10 19:15:00");
  await rosa.writes("¿Me decís algo?");
  await desk.textBox.waitFor();
  expect(await desk.textBox.inputValue()).toBe("Sí, para dos coches.");
});

it("F14 a text that waited too long comes back as a draft, and says that it was not sent", async () => {
  const luis = addGuest(world, { name: "Luis Mora", waId: "34600900004" });
  await at("10 19:20:00");
  await luis.writes("¿A qué hora cerráis?");
  await at("11 19:19:30");
  await desk.open("Luis Mora");
  const handedOver = (text: string) =>
    world.cloudApi.calls().some(({ body }) => JSON.stringify(body).includes(text));
  world.cloudApi.addFault({ kind: "slow-answer", delayMs: 4_000, match: { text: "A las once." } });
  await desk.textBox.fill("A las once.");
  await desk.button("Responder").click();
  await eventually(() => handedOver("A las once."));
  await desk.textBox.fill("Y el sábado a las doce.");
  await desk.button("Responder").click();
  await eventually(async () => (await luis.lastMessage()).text === "Y el sábado a las doce.");
  await article("Y el sábado a las doce.").getByText("En cola").waitFor();
  await at("11 19:20:00");
  await article("Y el sábado a las doce.").getByText("No entregado").waitFor();
  await article("Y el sábado a las doce.").getByText("La ventana estaba cerrada").waitFor();
  await article("A las once.").getByText("Entregado").waitFor();
  await desk.composer.getByText("Tu borrador").waitFor();
  await desk.composer.getByText("Y el sábado a las doce.").waitFor();
  expect(handedOver("Y el sábado a las doce.")).toBe(false);
});

it("C3 C4 C5 N13 her mail joins the thread and proposes e-mail; her WhatsApp opens the window and proposes WhatsApp", async () => {
  const carla: Guest = addGuest(world, { name: "Carla Ruiz", waId: "34600900005" });
  await at("10 10:00:00");
  await carla.writes("¿Tenéis cuna?");
  const { customer } = await carla.thread();
  await world.api.post(`/customers/${customer.id}/addresses`, { email: "carla@example.com" });
  await at("12 10:00:00");
  await desk.open("Carla Ruiz");
  const isChosen = (name: string) =>
    desk.composer.getByRole("tab", { name, exact: true, selected: true }).waitFor();
  await isChosen("WhatsApp");
  await carla.sendMail("Tu cuna", "Sí, tenemos.");
  const answers = (await carla.lastMessage()).providerId ?? "";
  await writeMail(world, { from: "carla@example.com", subject: "Re: Tu cuna", text: "¡Genial!", answers });
  await article("¡Genial!").getByText("Re: Tu cuna").waitFor();
  await isChosen("Correo");
  const fromWork = { from: "Oficina <oficina@example.com>", subject: "Re: Tu cuna", text: "Soy Carla" };
  await writeMail(world, { ...fromWork, answers });
  await article("Soy Carla").getByText("Desde otra dirección: oficina@example.com").waitFor();
  await desk.choose("WhatsApp");
  await desk.composer.getByText("La ventana de conversación está cerrada").waitFor();
  await carla.writes("Ya estamos aquí");
  await isChosen("WhatsApp");
  await desk.composer
    .getByText(/^Ventana abierta hasta mañana, 10:0\d · por su mensaje de las 10:0\d/)
    .waitFor();
  expect(await desk.textBox.isEditable()).toBe(true);
});
