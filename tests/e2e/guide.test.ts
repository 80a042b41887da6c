import { afterAll, beforeAll, expect, inject, it } from "vitest";
import { type AgentDesk, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { enterGuest, type Guest } from "../support/guest.ts";
import { startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let desk: AgentDesk;
let jorge: Guest;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), hasGuide: true });
  jorge = await enterGuest(world, { name: "Jorge Peña", waId: "34600900102", email: "jorge@example.com" });
  await world.api.put("/settings/auto-reply", {
    enabled: true,
    text: "Hola, te respondemos enseguida.",
    everyHours: 12,
    quietMinutes: 30,
  });
  desk = await signInAtDesk(world, browser);
});
afterAll(() => world.close());

const guide = () => desk.page.getByRole("region", { name: "Guía de la demostración" });
const step = (title: string) => guide().getByText(title).waitFor();

it("walks through the story: each step ticks itself off by what happens", async () => {
  await guide().getByRole("button", { name: "Empezar la guía" }).click();
  await step("Un cliente te escribe");
  const phone = guide().getByRole("link", { name: "Abrir el teléfono" });
  expect(await phone.getAttribute("href")).toBe(world.cloudApi.url);
  await jorge.writes("¿Hay parking?");
  await step("Le respondes");
  await guide().getByRole("link", { name: "Abrir el hilo" }).click();
  await desk.textBox.fill("Sí, por 18 € al día.");
  await desk.button("Responder").click();
  await step("La ventana se cierra");
  await guide().getByRole("button", { name: "Adelantar el reloj" }).click();
  await desk.composer.getByText("La ventana de conversación está cerrada").waitFor();
  await step("Envías una plantilla");
  await jorge.sendTemplate("recordatorio_llegada", { 1: "Jorge", 2: "viernes" });
  await step("El cliente contesta «Gracias»");
  await jorge.writes("Gracias");
  await desk.textBox.waitFor();
  await step("Sigues por correo");
  await jorge.sendMail("Tu llegada", "Te esperamos el viernes.");
  await step("Ya lo has vivido entero");
});

it("is where it was after a reload, can be put away and opened again", async () => {
  await desk.page.reload();
  await step("Ya lo has vivido entero");
  await guide().getByRole("button", { name: "Ver los pasos" }).click();
  expect(await guide().getByRole("listitem").filter({ hasText: "Hecho" }).count()).toBe(7);
  await guide().getByRole("button", { name: "Cerrar la guía" }).click();
  await guide().waitFor({ state: "detached" });
  await desk.page.getByRole("button", { name: "Guía" }).click();
  await guide().getByRole("button", { name: "Repetir con otro cliente" }).click();
  await step("Un cliente te escribe");
});
