import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { pngOf } from "#domain/picture-form.fixture.ts";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { type AgentDesk, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { addGuest, type Guest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaGj4DwADhQGAm2bG7wAAAABJRU5ErkJggg==",
  "base64",
);

const browser = setUpBrowser();
let world: World;
let maria: Guest;
let desk: AgentDesk;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 09:00:00") });
  maria = addGuest(world, { name: "María Soler", waId: "34600900061" });
  await maria.writes("¿Dónde está el hotel?");
  desk = await signInAtDesk(world, browser);
  await desk.open("María Soler");
});
afterAll(() => world.close());

type Sent = { type: string } & Record<string, unknown>;
const lastCall = () => world.cloudApi.calls().at(-1)?.body as Sent;
const arrives = (kind: string) =>
  eventually(() => {
    const call = lastCall();
    expect(call.type).toBe(kind);
    return call;
  });
const attach = async (item: string) => {
  await desk.button("Adjuntar").click();
  await desk.page.getByRole("menuitem", { name: item }).click();
};
const dialog = () => desk.page.getByRole("dialog");
const sendButton = () => dialog().getByRole("button", { name: /^Responder ·/ });
const faults = () => accessibilityFaults(desk.page);

describe("more than text, from the composer", () => {
  it("a picture with a caption: what was typed goes along, its price stands on the button", async () => {
    await desk.textBox.fill("Así es la *entrada*");
    const choosing = desk.page.waitForEvent("filechooser");
    await attach("Fotos, vídeos o documentos");
    await (await choosing).setFiles({ name: "entrada.png", mimeType: "image/png", buffer: png });
    await dialog().getByText("Listo para enviar").waitFor();
    expect(await faults()).toEqual([]);
    await sendButton().click();
    expect(await arrives("image")).toMatchObject({ image: { caption: "Así es la *entrada*" } });
    expect(await desk.textBox.inputValue()).toBe("");
    const picture = desk.log.getByRole("img", { name: /entrada.png/ });
    await picture.waitFor();
    await desk.log.locator("strong", { hasText: "entrada" }).waitFor();
  });

  it("a file that WhatsApp does not show goes as a document; one that is empty is refused before it is uploaded", async () => {
    const choosing = desk.page.waitForEvent("filechooser");
    await attach("Fotos, vídeos o documentos");
    await (await choosing).setFiles([
      { name: "plano.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n%%EOF") },
      { name: "nada.txt", mimeType: "text/plain", buffer: Buffer.alloc(0) },
    ]);
    await dialog().getByText("Archivo: falta.").first().waitFor();
    expect(await sendButton().isDisabled()).toBe(true);
    await dialog().getByRole("button", { name: "Quitar nada.txt" }).click();
    await sendButton().click();
    expect(await arrives("document")).toMatchObject({ document: { filename: "plano.pdf" } });
  });

  it("§2.2 a picture of 16 bits is refused before it is uploaded, with its reason and the way as a document", async () => {
    const uploads: string[] = [];
    desk.page.on("request", (request) => {
      if (request.url().includes("/api/v1/uploads")) {
        uploads.push(request.url());
      }
    });
    const choosing = desk.page.waitForEvent("filechooser");
    await attach("Fotos, vídeos o documentos");
    const buffer = Buffer.from(pngOf(16, 2));
    await (await choosing).setFiles({ name: "escaneo.png", mimeType: "image/png", buffer });
    await dialog().getByText("Archivo: WhatsApp no admite fotos de 16 bits por color.").first().waitFor();
    expect(await sendButton().isDisabled()).toBe(true);
    expect(uploads).toEqual([]);
    expect(await faults()).toEqual([]);
    await dialog().getByText("Como documento", { exact: true }).click();
    await dialog().getByText("Listo para enviar").waitFor();
    await sendButton().click();
    await eventually(() => expect(lastCall()).toMatchObject({ document: { filename: "escaneo.png" } }));
  });

  it("files are taken by pasting too", async () => {
    await desk.textBox.focus();
    await desk.page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File(["Hola"], "pegado.txt", { type: "text/plain" }));
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(event);
    }`);
    await dialog().getByText("pegado.txt").first().waitFor();
    await dialog().getByRole("button", { name: "Cancelar" }).click();
  });

  it("a place, by a link to a map", async () => {
    await attach("Ubicación");
    const link = "https://www.openstreetmap.org/#map=16/39.4699/-0.3763";
    await dialog().getByLabel("Coordenadas o enlace de un mapa").fill(link);
    await dialog().getByLabel("Nombre del lugar").fill("Hotel La Marea");
    await sendButton().click();
    expect(await arrives("location")).toMatchObject({
      location: { latitude: 39.4699, longitude: -0.3763, name: "Hotel La Marea" },
    });
    await desk.log.getByText("Hotel La Marea").waitFor();
  });

  it("a card", async () => {
    await attach("Contacto");
    expect(await sendButton().isDisabled()).toBe(true);
    await dialog().getByLabel("Nombre", { exact: true }).fill("Eva");
    await dialog().getByLabel("Apellidos").fill("Ruiz");
    await dialog().getByLabel("Teléfono").fill("+34 600 900 070");
    await sendButton().click();
    expect(await arrives("contacts")).toMatchObject({
      contacts: [{ name: { formatted_name: "Eva Ruiz" }, phones: [{ phone: "+34 600 900 070" }] }],
    });
    await desk.log.getByText("Eva Ruiz").waitFor();
  });

  it("buttons, seen before as the customer will see them", async () => {
    await attach("Botones, lista o enlace");
    await dialog().getByLabel("Texto", { exact: true }).fill("¿Viene en coche?");
    await dialog().getByRole("textbox", { name: "Botón 1" }).fill("Sí");
    await dialog().getByRole("button", { name: "Añadir botón" }).click();
    await dialog().getByRole("textbox", { name: "Botón 2" }).fill("Sí");
    await dialog().getByText("Texto del botón: hay dos iguales.").waitFor();
    await dialog().getByRole("textbox", { name: "Botón 2" }).fill("No");
    await dialog().getByRole("region", { name: "Así lo verá el cliente" }).getByText("No").waitFor();
    expect(await faults()).toEqual([]);
    await sendButton().click();
    expect(await arrives("interactive")).toMatchObject({
      interactive: {
        type: "button",
        body: { text: "¿Viene en coche?" },
        action: { buttons: [{ reply: { title: "Sí" } }, { reply: { title: "No" } }] },
      },
    });
    await desk.log.getByText("¿Viene en coche?").waitFor();
  });

  it.each([
    ["Foto", "Elegir imagen", { name: "entrada.png", mimeType: "image/png", buffer: png }, "image"],
    [
      "Documento",
      "Elegir documento",
      { name: "plano.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\n%%EOF") },
      "document",
    ],
  ])("buttons under a file: %s", async (kind, choose, file, type) => {
    await attach("Botones, lista o enlace");
    await dialog().getByLabel("Texto", { exact: true }).fill(`¿Le va bien esta entrada? ${kind}`);
    await dialog().getByRole("textbox", { name: "Botón 1" }).fill("Sí");
    await dialog().getByRole("combobox", { name: "Tipo de encabezado" }).click();
    await desk.page.getByRole("option", { name: kind }).click();
    await dialog().getByText("Archivo: falta.").waitFor();
    const choosing = desk.page.waitForEvent("filechooser");
    await dialog().getByRole("button", { name: choose }).click();
    await (await choosing).setFiles(file);
    const preview = dialog().getByRole("region", { name: "Así lo verá el cliente" });
    await (type === "image" ? preview.getByRole("img") : preview.getByText(file.name)).waitFor();
    expect(await faults()).toEqual([]);
    await sendButton().click();
    await eventually(() =>
      expect(lastCall()).toMatchObject({
        interactive: { type: "button", header: { type, [type]: { id: expect.any(String) } } },
      }),
    );
    await desk.log.getByText(`¿Le va bien esta entrada? ${kind}`).waitFor();
  });

  it("a voice note, recorded here: Opus out of WebM into Ogg, as WhatsApp plays it", async () => {
    await desk.button("Grabar una nota de voz").click();
    await dialog().getByText("0:01").waitFor();
    await dialog().getByRole("button", { name: "Parar la grabación" }).click();
    await dialog().getByText("Nota de voz lista").waitFor();
    await sendButton().click();
    expect(await arrives("audio")).toMatchObject({ audio: { id: expect.any(String), voice: true } });
    await world.settle();
    const voice = (await maria.messages()).find(({ kind }) => kind === "audio");
    expect(voice).toMatchObject({ status: "delivered" });
  });

  it("a reaction hangs on her message, and is taken off again", async () => {
    const question = desk.log.getByRole("article").filter({ hasText: "¿Dónde está el hotel?" });
    await question.hover();
    await question.getByRole("button", { name: "Reaccionar" }).click();
    await dialog().getByRole("button", { name: "👍" }).click();
    expect(await arrives("reaction")).toMatchObject({ reaction: { emoji: "👍" } });
    await question.getByText("👍").waitFor();
    await question.hover();
    await question.getByRole("button", { name: "Reaccionar" }).click();
    await dialog().getByRole("button", { name: "Quitar la reacción 👍" }).click();
    await eventually(() => expect(lastCall()).toMatchObject({ reaction: { emoji: "" } }));
    await question.getByText("👍").waitFor({ state: "detached" });
  });

  it("none of it is offered for mail and notes", async () => {
    await desk.choose("Nota");
    expect(await desk.button("Adjuntar").count()).toBe(0);
    await desk.choose("WhatsApp");
    await desk.button("Adjuntar").waitFor();
  });
});
