import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { hotel } from "../../scripts/demo/hotel.ts";
import { type AgentDesk, moveClock, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, enterGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;
let desk: AgentDesk;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("09 09:00:00") });
  desk = await signInAtDesk(world, browser);
});
afterAll(() => world.close());

/** What is on its way arrives first: a delivery that comes after the move would count from then. */
async function at(text: string): Promise<void> {
  await world.settle();
  await moveClock(world, march(text));
}
const article = (text: string) => desk.log.getByRole("article").filter({ hasText: text });
const conversations = () => desk.log.getByText(/^Conversación iniciada/).allInnerTexts();

describe("A: from her question to the closed window", () => {
  let maria: Guest;

  const say = async (text: string) => {
    await desk.textBox.fill(text);
    await desk.textBox.press("Enter");
    await article(text).getByText("Entregado").waitFor();
  };
  const autoReply = (enabled: boolean) =>
    world.api.put("/settings/auto-reply", { enabled, text: "Enseguida.", everyHours: 12, quietMinutes: 30 });

  beforeAll(() => autoReply(true));
  afterAll(() => autoReply(false));

  it("A1 A2 her question opens the window; one automatic answer begins the conversation; she still waits", async () => {
    maria = addGuest(world, { name: "María Ferrer", waId: "34600900061" });
    await at("10 18:02:00");
    await maria.writes("¿Hay parking?");
    await desk.page.getByRole("link", { name: /María Ferrer.*Sin responder/ }).waitFor();
    await at("10 18:10:00");
    await desk.open("María Ferrer");
    await article("Enseguida.").getByText("Respuesta automática").waitFor();
    await desk.composer.getByText(/^Ventana abierta hasta mañana, 18:02 /).waitFor();
    await eventually(async () =>
      expect(await conversations()).toEqual([
        expect.stringMatching(
          /^Conversación iniciada por el cliente · 10 mar 18:02 – 11 mar 18:02 · servicio/,
        ),
      ]),
    );
  });

  it("A4 an answer of a person changes neither window nor conversation, and she waits no more", async () => {
    await at("10 18:16:00");
    await say("Sí, cubierto.");
    await desk.composer.getByText(/^Ventana abierta hasta mañana, 18:02 /).waitFor();
    expect(await conversations()).toHaveLength(1);
    const item = desk.page.getByRole("region", { name: "Hilos" }).getByRole("link", { name: /María Ferrer/ });
    await eventually(async () => expect(await item.innerText()).not.toContain("Sin responder"));
  });

  it("A5 her next message moves the window alone, and no second automatic answer goes out", async () => {
    await at("10 18:19:00");
    await maria.writes("¿Y cuesta algo?");
    await article("¿Y cuesta algo?").waitFor();
    await desk.composer
      .getByText(/^Ventana abierta hasta mañana, 18:19 · por su mensaje de las 18:19 /)
      .waitFor();
    expect(await desk.log.getByText("Respuesta automática").count()).toBe(1);
    expect(await conversations()).toHaveLength(1);
  });

  it("A7 after the conversation's end and before the window's, an answer begins a new conversation", async () => {
    await at("11 18:10:00");
    await desk.composer.getByText(/quedan \d min$/).waitFor();
    await desk.composer.getByText("Se cierra pronto").waitFor();
    await say("18 € al día.");
    await eventually(async () =>
      expect(await conversations()).toEqual([
        expect.any(String),
        expect.stringMatching(/^Conversación iniciada por el cliente · 11 mar 18:1\d – 12 mar 18:1\d/),
      ]),
    );
  });

  it("A6 A8 at the closing time screen and API refuse for the same reason, and nothing is queued", async () => {
    await at("11 18:18:30");
    await say("Te esperamos.");
    await at("11 18:19:00");
    await desk.composer.getByText("La ventana de conversación está cerrada").waitFor();
    expect(await desk.textBox.count()).toBe(0);
    expect(await maria.answer("Una cosa más")).toMatchObject({
      status: 409,
      body: { code: "WINDOW_CLOSED" },
    });
    expect((await maria.messages()).map(({ text }) => text)).not.toContain("Una cosa más");
  });
});

describe("B: begun by the hotel", () => {
  let eva: Guest;

  const sendTemplate = async (name: string, fields: Record<string, string>) => {
    await desk.button("Elegir plantilla").click();
    const dialog = desk.page.getByRole("dialog", { name: /^Enviar una plantilla/ });
    await dialog.getByRole("button", { name }).click();
    for (const [label, value] of Object.entries(fields)) {
      await dialog.getByRole("textbox", { name: label }).fill(value);
    }
    await dialog.getByRole("button", { name: /^Enviar plantilla/ }).click();
  };

  it("B3 B4 a template begins a conversation and opens no window: free text is refused by screen and API", async () => {
    eva = await enterGuest(world, { name: "Eva Soler", waId: "34600900062" });
    await at("16 10:00:00");
    await desk.open("Eva Soler");
    await sendTemplate("recordatorio_llegada", { "Campo 1": "Eva", "Campo 2": "viernes" });
    await article("te esperamos el viernes").getByText("Entregado").waitFor();
    await article("te esperamos el viernes").getByText("Plantilla · recordatorio_llegada").waitFor();
    await desk.log
      .getByText(/^Conversación iniciada por la empresa · 16 mar 10:0\d – 17 mar 10:0\d · utilidad · 0,0\d+/)
      .waitFor();
    await desk.composer.getByText("Esperando respuesta; solo plantillas").waitFor();
    expect(await desk.textBox.count()).toBe(0);
    await at("16 10:05:00");
    expect(await eva.answer("Hola")).toMatchObject({ status: 409, body: { code: "WINDOW_CLOSED" } });
  });

  it("B5 only another template works; one of another category has a conversation of its own", async () => {
    await at("16 10:30:00");
    await sendTemplate("oferta_escapada", { nombre: "Eva", descuento: "15 %" });
    await desk.log
      .getByText(/^Conversación iniciada por la empresa · 16 mar 10:3\d – 17 mar 10:3\d · marketing · 0,0\d+/)
      .waitFor();
    await desk.composer.getByText("Esperando respuesta; solo plantillas").waitFor();
    expect(await conversations()).toHaveLength(2);
  });

  it("B7 after the hotel's conversations ended, an answer in her window begins one of hers", async () => {
    await at("16 11:00:00");
    await eva.writes("Gracias");
    await desk.textBox.waitFor();
    await at("17 10:45:00");
    await desk.composer
      .getByText(/quedan 1[45] min/)
      .first()
      .waitFor();
    await desk.textBox.fill("A ti.");
    await desk.button("Responder").click();
    await desk.log
      .getByText(/^Conversación iniciada por el cliente · 17 mar 10:4\d – 18 mar 10:4\d · servicio/)
      .waitFor();
    expect(await conversations()).toHaveLength(3);
  });
});

it("in English, on a phone and by keyboard alone: answer, then a template when the window is closed", async () => {
  const tom = addGuest(world, { name: "Tom Hendricks", waId: "34600900063" });
  await at("20 09:00:00");
  await tom.writes("Is breakfast included?");
  const page = await browser.newPage({ locale: "en-GB", viewport: { width: 390, height: 844 } });
  await page.goto(`${world.url}/inbox`);
  await page.getByLabel("E-mail").fill(hotel.owner.email);
  await page.getByLabel("Password", { exact: true }).fill(hotel.owner.password);
  await page.keyboard.press("Enter");
  await page.getByRole("link", { name: /Tom Hendricks/ }).press("Enter");
  const composer = page.getByRole("region", { name: "Reply" });
  await composer.getByRole("textbox", { name: "WhatsApp message" }).focus();
  await page.keyboard.type("Yes, from 7 to 11.");
  await page.keyboard.press("Enter");
  const log = page.getByRole("log", { name: "Messages" });
  await log.getByRole("article").filter({ hasText: "Yes, from 7 to 11." }).getByText("Delivered").waitFor();

  await at("21 09:00:01");
  await composer.getByText("The conversation window is closed").waitFor();
  await composer.getByRole("button", { name: "Choose template" }).press("Enter");
  const search = page.getByRole("textbox", { name: "Search templates" });
  await eventually(() => search.evaluate((field) => field.matches(":focus")));
  await page.keyboard.type("arrival");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog");
  await eventually(async () =>
    expect(await dialog.getByRole("textbox", { name: "Field 1" }).inputValue()).toBe("Tom"),
  );
  // The focus is in the first field that is still empty.
  await page.keyboard.type("Friday");
  await page.keyboard.press("Enter");
  await log.getByRole("article").filter({ hasText: "seeing you on Friday" }).getByText("Delivered").waitFor();
  await composer.getByText("Waiting for an answer; templates only").waitFor();
  expect(await page.evaluate("document.documentElement.scrollWidth <= innerWidth")).toBe(true);
});
