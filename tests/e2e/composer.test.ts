import pg from "pg";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { hotel } from "../../scripts/demo/hotel.ts";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { type AgentDesk, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, type Guest, writeMail } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const browser = setUpBrowser();
let world: World;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 09:00:00") });
});
afterAll(() => world.close());

const newDesk = () => signInAtDesk(world, browser);
const mailText = (desk: AgentDesk) => desk.composer.getByRole("textbox", { name: "Texto del correo" });

describe("drafts", () => {
  let desk: AgentDesk;
  let other: AgentDesk;

  beforeAll(async () => {
    const ana = addGuest(world, { name: "Ana Prats", waId: "34600900041" });
    await ana.writes("¿Tenéis piscina?");
    const { customer } = await ana.thread();
    await world.api.post(`/customers/${customer.id}/addresses`, { email: "ana@example.com" });
    desk = await newDesk();
    other = await newDesk();
    await desk.open("Ana Prats");
    await other.open("Ana Prats");
  });

  it("what is typed on one screen stands on the other one of the same person, and after a reload", async () => {
    await desk.textBox.fill("Sí, climatizada");
    await eventually(async () => expect(await other.textBox.inputValue()).toBe("Sí, climatizada"));
    await other.page.evaluate("localStorage.clear()");
    await other.page.reload();
    await eventually(async () => expect(await other.textBox.inputValue()).toBe("Sí, climatizada"));
  });

  it("each channel has its own, and none is lost by switching", async () => {
    await desk.choose("Correo");
    await mailText(desk).fill("Buenas tardes, Ana:");
    await desk.choose("Nota");
    await desk.composer.getByRole("textbox", { name: "Nota interna" }).fill("Prefiere planta alta");
    await desk.choose("Correo");
    expect(await mailText(desk).inputValue()).toBe("Buenas tardes, Ana:");
    await desk.choose("Nota");
    expect(await desk.composer.getByRole("textbox", { name: "Nota interna" }).inputValue()).toBe(
      "Prefiere planta alta",
    );
  });

  it("a draft that was sent on one screen is gone on the other", async () => {
    await desk.button("Guardar nota").click();
    await desk.log.getByText("Prefiere planta alta").waitFor();
    await other.choose("Nota");
    const note = other.composer.getByRole("textbox", { name: "Nota interna" });
    await eventually(async () => expect(await note.inputValue()).toBe(""));
  });
});

describe("canned replies, quotes and undo", () => {
  let luis: Guest;
  let desk: AgentDesk;

  beforeAll(async () => {
    luis = addGuest(world, { name: "Luis Mora", waId: "34600900042" });
    await luis.writes("¿A qué hora es el desayuno?");
    const { customer } = await luis.thread();
    await world.api.post(`/customers/${customer.id}/addresses`, { email: "luis@example.com" });
    await world.api.post("/canned-replies", {
      shortcut: "desayuno",
      text: "Hola {{cliente.nombre}}, de 7 a 11 en {{empresa.nombre}}.",
    });
    await world.api.post("/canned-replies", {
      shortcut: "correo",
      text: "Escribimos a {{cliente.telefono}}",
    });
    desk = await newDesk();
    await desk.open("Luis Mora");
  });

  it("a slash brings them, Enter takes one and fills it for the customer", async () => {
    await desk.textBox.pressSequentially("/des");
    const options = desk.composer.getByRole("listbox", { name: "Respuestas rápidas" }).getByRole("option");
    await options.filter({ hasText: "/desayuno" }).waitFor();
    expect(await options.count()).toBe(1);
    await desk.textBox.press("Enter");
    expect(await desk.textBox.inputValue()).toMatch(/^Hola Luis, de 7 a 11 en .+\.$/);
    expect(await luis.messages()).toHaveLength(1);
  });

  it("a text with an open placeholder is not sent, and says why", async () => {
    await desk.textBox.fill("Hola {{cliente.nombre}}");
    await desk.composer.getByText("Rellena {{cliente.nombre}} o bórralo.").waitFor();
    expect(await desk.button("Responder").isDisabled()).toBe(true);
    await desk.textBox.press("Enter");
    expect(await luis.messages()).toHaveLength(1);
    await desk.textBox.fill("");
  });

  it("an answer to one message quotes it, here and on the customer's phone", async () => {
    const question = desk.log.getByRole("article").filter({ hasText: "¿A qué hora es el desayuno?" });
    await question.hover();
    await question.getByRole("button", { name: "Responder a este mensaje" }).click();
    await desk.composer.getByText("Respondes a Luis Mora").waitFor();
    await desk.textBox.fill("De 7 a 11.");
    await desk.textBox.press("Enter");
    const answer = desk.log.getByRole("article").filter({ hasText: "De 7 a 11." });
    await answer.getByRole("button", { name: /¿A qué hora es el desayuno\?/ }).waitFor();
    // It is shown before the server has it.
    await answer.getByText("Entregado").waitFor();
    const [asked] = await luis.messages();
    const call = world.cloudApi.calls().find(({ body }) => JSON.stringify(body).includes("De 7 a 11."));
    expect(call?.body).toMatchObject({ context: { message_id: asked?.providerId } });
    expect(await desk.composer.getByText("Respondes a Luis Mora").count()).toBe(0);
  });

  it("a mail can be taken back for five seconds: its text is a draft again and it never goes", async () => {
    await desk.choose("Correo");
    await desk.composer.getByRole("textbox", { name: "Asunto" }).fill("Horarios");
    await mailText(desk).fill("Te mando los horarios.");
    await desk.button("Enviar correo").click();
    await desk.log.getByText(/^Se envía en [1-5] s$/).waitFor();
    await desk.log.getByRole("button", { name: "Deshacer" }).click();
    await eventually(async () => expect(await mailText(desk).inputValue()).toBe("Te mando los horarios."));
    expect(await desk.composer.getByRole("textbox", { name: "Asunto" }).inputValue()).toBe("Horarios");
    await eventually(async () => expect(await desk.log.getByText("Te mando los horarios.").count()).toBe(0));
    await world.settle();
    expect(world.mail.received().filter(({ to }) => to === "luis@example.com")).toEqual([]);
  });

  it("a mail shows what its writer wrote; the mails that it quotes are folded, not lost", async () => {
    await writeMail(world, {
      from: "luis@example.com",
      subject: "Factura",
      text: "Gracias, ¿y la factura?\n\nEl mar, 10 mar 2026 a las 9:00, Hotel (<hotel@example.com>) escribió:\n> Buenas tardes",
    });
    const mail = desk.log.getByRole("article").filter({ hasText: "Gracias, ¿y la factura?" });
    await mail.getByText("Mensajes anteriores citados").waitFor();
    expect(await mail.getByText("> Buenas tardes").isVisible()).toBe(false);
    await mail.getByText("Mensajes anteriores citados").click();
    await mail.getByText("> Buenas tardes").waitFor();
  });

  it("an emoji is found by its word and put where the caret is", async () => {
    await desk.choose("WhatsApp");
    await desk.textBox.fill("Gracias");
    await desk.button("Emoji").click();
    await desk.page.getByRole("textbox", { name: "Buscar emoji" }).fill("aplauso");
    await desk.page.keyboard.press("Enter");
    await eventually(async () => expect(await desk.textBox.inputValue()).toBe("Gracias👏"));
  });
});

it("L5 a message of which two attempts were delivered says that it may have arrived twice", async () => {
  const iris = addGuest(world, { name: "Iris Vega", waId: "34600900045" });
  await iris.writes("¿Está incluido el desayuno?");
  await iris.answer("Sí, de 7 a 11.");
  const desk = await newDesk();
  await desk.open("Iris Vega");
  const answer = desk.log.getByRole("article").filter({ hasText: "Sí, de 7 a 11." });
  await answer.getByText("Entregado").waitFor();
  expect(await answer.getByText("Puede haber llegado dos veces").count()).toBe(0);
  const admin = new pg.Client({ connectionString: world.database.adminUrl });
  await admin.connect();
  await admin.query(
    `insert into attempts (workspace_id, id, message_id, number, channel_id, identity_id, state, attempt_at, settled)
     select workspace_id, gen_random_uuid(), message_id, 2, channel_id, identity_id, state, attempt_at, true
     from attempts where message_id = $1`,
    [(await iris.lastMessage()).id],
  );
  await admin.end();
  await desk.page.reload();
  await answer.getByText("Puede haber llegado dos veces").waitFor();
});

describe("pictures", () => {
  it("open large with zoom, lead to the thread's other pictures, and give the focus back", async () => {
    const eva = addGuest(world, { name: "Eva Soler", waId: "34600900043" });
    await eva.writes({ type: "image", image: { caption: "La ducha" } });
    await eva.writes({ type: "image", image: { caption: "El lavabo" } });
    const desk = await newDesk();
    await desk.open("Eva Soler");
    const pictures = desk.log.getByRole("button", { name: /^Imagen: / });
    await eventually(async () => expect(await pictures.count()).toBe(2));
    await pictures.last().click();
    const viewer = desk.page.getByRole("dialog");
    await viewer.getByText("2 de 2").waitFor();
    await viewer.getByText("100 %").waitFor();
    await desk.page.keyboard.press("+");
    await viewer.getByText("150 %").waitFor();
    await desk.page.keyboard.press("-");
    await desk.page.keyboard.press("ArrowLeft");
    await viewer.getByText("1 de 2").waitFor();
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await desk.page.keyboard.press("Escape");
    await eventually(() => pictures.last().evaluate((button) => button.matches(":focus")));
  });
});

describe("when the sign-in runs out", () => {
  let pau: Guest;
  let desk: AgentDesk;

  beforeAll(async () => {
    pau = addGuest(world, { name: "Pau Serra", waId: "34600900044" });
    await pau.writes("¿Se puede llegar tarde?");
    desk = await newDesk();
    await desk.open("Pau Serra");
  });

  it("no text goes with it: it is there after signing in again, also on the server", async () => {
    await desk.textBox.fill("Y si llegas más tarde,");
    await desk.page.context().clearCookies();
    // In one go: letters that are typed while the dialog opens go to the dialog.
    await desk.textBox.fill("Y si llegas más tarde, llama");
    const dialog = desk.page.getByRole("dialog", { name: "Tu sesión ha caducado" });
    await dialog.waitFor();
    await dialog.getByLabel("Contraseña", { exact: true }).fill(hotel.owner.password);
    const email = dialog.getByLabel("Correo electrónico");
    if ((await email.count()) > 0) {
      await email.fill(hotel.owner.email);
    }
    await dialog.getByRole("button", { name: "Entrar" }).click();
    await dialog.waitFor({ state: "hidden" });
    expect(await desk.textBox.inputValue()).toBe("Y si llegas más tarde, llama");
    const other = await newDesk();
    await other.open("Pau Serra");
    await eventually(async () =>
      expect(await other.textBox.inputValue()).toBe("Y si llegas más tarde, llama"),
    );
  });
});
