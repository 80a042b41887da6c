import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { type AgentDesk, deskOf, moveClock, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, enterGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("01 09:00:00") });
});
afterAll(() => world.close());

const at = (text: string) => moveClock(world, march(text));
const newDesk = () => signInAtDesk(world, browser);
const addEmail = async (guest: Guest, email: string) => {
  const { customer } = await guest.thread();
  await world.api.post(`/customers/${customer.id}/addresses`, { email });
};
const texts = async (guest: Guest) => (await guest.messages()).map(({ text }) => text);

describe("A: started by the customer", () => {
  let maria: Guest;
  let desk: AgentDesk;

  beforeAll(async () => {
    maria = addGuest(world, { name: "María Ferrer", waId: "34600900001" });
    await maria.writes("¿Hay parking?", { at: "10 18:02:00" });
    await addEmail(maria, "maria@example.com");
    desk = await newDesk();
  });

  it("A3 the agent opens the thread at 18:10: free text is enabled, open until 18:02 tomorrow", async () => {
    await at("10 18:10:00");
    await desk.open("María Ferrer");
    await desk.log.getByText("¿Hay parking?").waitFor();
    await desk.composer
      .getByText(/^Ventana abierta hasta mañana, 18:02 · por su mensaje de las 18:02 · quedan 23 h 5\d min$/)
      .waitFor();
    await desk.textBox.fill("Sí, cubierto, 18 € al día.");
    await desk.button("Responder · gratis").click();
    await desk.log.getByText("Sí, cubierto, 18 € al día.").waitFor();
    await desk.log.getByText("Entregado").waitFor();
    await desk.log
      .getByText(/^Conversación iniciada por el cliente · 10 mar 18:1\d – 11 mar 18:1\d · servicio/)
      .waitFor();
    expect(await desk.textBox.inputValue()).toBe("");
  });

  it("A8 window closed: only template, e-mail and note are offered", async () => {
    await at("11 18:02:00");
    await desk.composer.getByText("La ventana de conversación está cerrada").waitFor();
    await desk.composer.getByText(/su último mensaje \(ayer, 18:02\)/).waitFor();
    expect(await desk.textBox.count()).toBe(0);
    const exits = desk.composer.getByRole("tabpanel").getByRole("button");
    expect(await exits.allInnerTexts()).toEqual(["Elegir plantilla", "Escribir por correo", "Nota"]);
  });
});

describe("B: started by the business", () => {
  let eva: Guest;
  let desk: AgentDesk;
  const template = (name: string) =>
    desk.page.getByRole("list", { name: "Plantillas" }).getByRole("button", { name });
  const dialog = () => desk.page.getByRole("dialog", { name: "Enviar una plantilla a Eva Soler" });
  const send = () => dialog().getByRole("button", { name: /^Enviar plantilla/ });

  beforeAll(async () => {
    const ana = addGuest(world, { name: "Ana Prats", waId: "34600900011" });
    await ana.writes("¿Tenéis piscina?", { at: "09 08:30:00" });
    await addEmail(ana, "ana@example.com");
    eva = await enterGuest(world, { name: "Eva Soler", waId: "34600900012", email: "eva@example.com" });
    await at("10 10:00:00");
    desk = await newDesk();
  });

  it.each([
    [
      "(a) never written to",
      "Eva Soler",
      "Aún no hay ventana de conversación",
      /Eva Soler nunca ha escrito a este número/,
    ],
    [
      "(b) last message more than 24 h ago",
      "Ana Prats",
      "La ventana de conversación está cerrada",
      /más de 24 h desde su último mensaje \(ayer, 08:30\)/,
    ],
  ])("B1 %s: no text box, and why in its own words, with the ways on", async (_, name, title, reason) => {
    await desk.open(name);
    await desk.composer.getByText(title).waitFor();
    await desk.composer.getByText(reason).waitFor();
    expect(await desk.textBox.count()).toBe(0);
    await desk.button("Elegir plantilla").waitFor();
    await desk.button("Escribir por correo").waitFor();
  });

  it("B2 a template without fields can be sent at once; those that can't be sent say why", async () => {
    await desk.open("Eva Soler");
    await desk.button("Elegir plantilla").click();
    await template("pending_reply").click();
    await dialog().getByText("Esta plantilla no tiene campos: puedes enviarla ya.").waitFor();
    expect(await send().isEnabled()).toBe(true);
    for (const [name, reason] of [
      ["encuesta_estancia", "En revisión por WhatsApp"],
      ["aviso_obras", "Rechazada por WhatsApp"],
    ] as const) {
      await template(name).getByText(reason).waitFor();
      expect(await template(name).isDisabled()).toBe(true);
    }
  });

  it("B2 Send waits until every field is filled; the preview fills as it is typed", async () => {
    await template("recordatorio_llegada").click();
    await dialog().getByRole("textbox", { name: "Campo 1" }).fill("Eva");
    await dialog().getByText("Falta 1 campo por rellenar.").waitFor();
    expect(await send().isDisabled()).toBe(true);
    await dialog().getByRole("textbox", { name: "Campo 2" }).fill("viernes 13");
    const preview = dialog().getByRole("region", { name: "Vista previa" });
    await preview
      .getByText("Hola Eva, te esperamos el viernes 13. ¿A qué hora tienes previsto llegar?")
      .waitFor();
    await dialog()
      .getByRole("button", { name: /^Enviar plantilla · utilidad · España ≈ 0,02/ })
      .click();
    await desk.log
      .getByText("Hola Eva, te esperamos el viernes 13. ¿A qué hora tienes previsto llegar?")
      .waitFor();
    await desk.log.getByText("Entregado").waitFor();
    await desk.log
      .getByText(/^Conversación iniciada por la empresa · 10 mar 10:0\d – 11 mar 10:0\d · utilidad/)
      .waitFor();
    await desk.composer.getByText("Esperando respuesta; solo plantillas").waitFor();
    expect(await desk.textBox.count()).toBe(0);
  });

  it("B6 her answer lets both open screens write free text at once, without reload", async () => {
    const other = await newDesk();
    await other.open("Eva Soler");
    await other.composer.getByText("Esperando respuesta; solo plantillas").waitFor();
    for (const { page } of [desk, other]) {
      await page.evaluate("window.isStillThisPage = true");
    }
    await eva.writes("Gracias", { at: "10 11:00:00" });
    for (const { page, log, textBox, composer } of [desk, other]) {
      await log.getByText("Gracias").waitFor();
      await textBox.waitFor();
      await composer.getByText(/^Ventana abierta hasta mañana, 11:00/).waitFor();
      expect(await page.evaluate("window.isStillThisPage")).toBe(true);
    }
    await other.textBox.fill("A ti, buen viaje");
    await other.button("Responder").click();
    await desk.log.getByText("A ti, buen viaje").waitFor();
  });
});

describe("C and D: the switch to e-mail, and a window that runs out", () => {
  let rosa: Guest;
  let desk: AgentDesk;

  beforeAll(async () => {
    rosa = addGuest(world, { name: "Rosa Vidal", waId: "34600900021" });
    await rosa.writes("¿Hay sitio para dos coches?", { at: "10 18:19:00" });
    await at("11 18:10:00");
    desk = await newDesk();
    await desk.open("Rosa Vidal");
  });

  it("D8 the window runs out while typing: the text stays, and template or e-mail take the place of Send", async () => {
    await desk.textBox.fill("Hay sitio para los dos.");
    await at("11 18:18:57");
    await desk.composer.getByText(/quedan menos de 1 min$/).waitFor();
    // Nothing moves the clock any more: the screen closes the window by itself when its time has come.
    await desk.composer.getByText("La ventana de conversación está cerrada").waitFor();
    expect(await desk.textBox.count()).toBe(0);
    expect(await desk.button("Responder").count()).toBe(0);
    await desk.composer.getByText("Hay sitio para los dos.").waitFor();
    await desk.button("Elegir plantilla").waitFor();
    expect(await texts(rosa)).toEqual(["¿Hay sitio para dos coches?"]);
  });

  it("C4 without an address the switch to e-mail offers to add one", async () => {
    await desk.button("Añadir un correo").click();
    await desk.composer.getByLabel("Correo del cliente").fill("rosa@example.com");
    await desk.button("Añadir").click();
    await desk.composer.getByRole("textbox", { name: "Texto del correo" }).waitFor();
  });

  it("C1 the typed text goes along to the e-mail; a subject is asked for and there is no WhatsApp charge", async () => {
    const text = desk.composer.getByRole("textbox", { name: "Texto del correo" });
    expect(await text.inputValue()).toBe("Hay sitio para los dos.");
    const send = desk.button("Enviar correo · sin coste de WhatsApp");
    expect(await send.isDisabled()).toBe(true);
    await desk.composer.getByText("Escribe un asunto.").waitFor();
    await desk.composer.getByRole("textbox", { name: "Asunto" }).fill("Tu parking");
    expect(await send.isEnabled()).toBe(true);
  });

  it("C2 the mail is in the same thread with its channel; the WhatsApp window stays closed", async () => {
    await desk.button("Enviar correo").click();
    const mail = desk.log.getByRole("article").filter({ hasText: "Hay sitio para los dos." });
    await mail.getByText("Tu parking").waitFor();
    await mail.getByText("Enviado", { exact: true }).waitFor();
    await eventually(() =>
      expect(world.mail.received().at(-1)).toMatchObject({
        to: "rosa@example.com",
        subject: "Tu parking",
        text: expect.stringContaining("Hay sitio para los dos."),
      }),
    );
    await desk.choose("WhatsApp");
    await desk.composer.getByText("La ventana de conversación está cerrada").waitFor();
    expect(await desk.composer.getByText("Hay sitio para los dos.").count()).toBe(0);
    expect(await rosa.conversations()).toEqual([]);
  });
});

describe("F27: two clicks and two screens", () => {
  let luis: Guest;
  let desk: AgentDesk;

  beforeAll(async () => {
    luis = addGuest(world, { name: "Luis Mora", waId: "34600900031" });
    await luis.writes("¿A qué hora es el desayuno?", { at: "12 09:00:00" });
    desk = await newDesk();
    await desk.open("Luis Mora");
  });
  const callsWith = (text: string) =>
    world.cloudApi.calls().filter(({ body }) => JSON.stringify(body).includes(text)).length;

  it("F27 a double click on send, and a held Enter, send once", async () => {
    await desk.textBox.fill("De siete a once.");
    await desk.button("Responder").dblclick();
    await desk.log.getByText("Entregado").waitFor();
    await desk.textBox.fill("En la terraza.");
    await desk.textBox.press("Enter");
    await desk.page.keyboard.press("Enter");
    // The text stands there before the server has it; that it was delivered does not.
    await desk.log.getByText("Entregado").nth(1).waitFor();
    await world.settle();
    expect((await texts(luis)).slice(1)).toEqual(["De siete a once.", "En la terraza."]);
    expect([callsWith("De siete a once."), callsWith("En la terraza.")]).toEqual([1, 1]);
    expect(await desk.log.getByRole("article").count()).toBe(3);
  });

  it("F27 two screens that send at once: each message once, in the same order on both", async () => {
    const other = await newDesk();
    await other.open("Luis Mora");
    await desk.textBox.fill("¿Te lo subimos?");
    await other.textBox.fill("También hay sin gluten.");
    await Promise.all([desk.button("Responder").click(), other.button("Responder").click()]);
    const sent = ["¿Te lo subimos?", "También hay sin gluten."];
    for (const { log } of [desk, other]) {
      for (const text of sent) {
        await log.getByText(text).waitFor();
      }
    }
    await world.settle();
    const order = (await texts(luis)).slice(-2);
    expect(order.toSorted()).toEqual(sent.toSorted());
    await eventually(async () => {
      for (const { log } of [desk, other]) {
        const shown = await log.getByRole("article").allInnerTexts();
        expect(shown.slice(-2).map((text) => sent.find((one) => text.includes(one)))).toEqual(order);
      }
    });
    expect(sent.map(callsWith)).toEqual([1, 1]);
  });

  it("F27 a draft that was sent in one tab is gone in the other", async () => {
    const tab = deskOf(await desk.page.context().newPage());
    await tab.page.goto(desk.page.url());
    await desk.textBox.fill("Te esperamos.");
    await eventually(async () => expect(await tab.textBox.inputValue()).toBe("Te esperamos."));
    await tab.button("Responder").click();
    await desk.log.getByText("Te esperamos.").waitFor();
    await eventually(async () => expect(await desk.textBox.inputValue()).toBe(""));
    await world.settle();
    expect(callsWith("Te esperamos.")).toBe(1);
  });
});
