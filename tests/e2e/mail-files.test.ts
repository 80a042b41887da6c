import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { type AgentDesk, signInAtDesk } from "../support/agent-desk.ts";
import { setUpBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";
import { enterGuest } from "../support/guest.ts";
import { march, startWorld, type World } from "../support/world.ts";

const pdf = (name: string, size = 64) => ({
  name,
  mimeType: "application/pdf",
  buffer: Buffer.from("%PDF-1.7\n".padEnd(size, "%")),
});

const browser = setUpBrowser();
let world: World;
let desk: AgentDesk;

beforeAll(async () => {
  world = await startWorld({ webFolder: inject("webFolder"), startAt: march("10 09:00:00") });
  await enterGuest(world, { name: "María Soler", waId: "34600900062", email: "maria@example.com" });
  await enterGuest(world, { name: "Eva Ruiz", waId: "34600900063", email: "eva@example.com" });
  desk = await signInAtDesk(world, browser);
  await desk.open("María Soler");
  await desk.choose("Correo");
});
afterAll(() => world.close());

const attach = async (...files: ReturnType<typeof pdf>[]) => {
  const choosing = desk.page.waitForEvent("filechooser");
  await desk.button("Adjuntar archivos al correo").click();
  await (await choosing).setFiles(files);
};
const fileList = () => desk.composer.getByRole("list", { name: "Archivos del correo" });
const sendButton = () => desk.button("Enviar correo");
const mailText = () => desk.composer.getByRole("textbox", { name: "Texto del correo" });
const subject = () => desk.composer.getByRole("textbox", { name: "Asunto" });
const arrived = (count: number) =>
  eventually(() => {
    expect(world.mail.received()).toHaveLength(count);
    return world.mail.received()[count - 1];
  });

describe("files on a mail, from the composer", () => {
  it("several are attached, one is taken out, the others arrive as parts of the mail and stand in the thread", async () => {
    await subject().fill("Su reserva");
    await mailText().fill("Le envío el bono.");
    await attach(pdf("bono.pdf"), pdf("plano.pdf"), pdf("carta.pdf", 128));
    await fileList().getByText("carta.pdf").waitFor();
    await eventually(async () => expect(await sendButton().isEnabled()).toBe(true));
    expect(await accessibilityFaults(desk.page)).toEqual([]);
    await fileList().getByRole("button", { name: "Quitar plano.pdf" }).click();
    await sendButton().click();
    await eventually(async () => expect(await fileList().count()).toBe(0));
    expect(await arrived(1)).toMatchObject({
      subject: "Su reserva",
      attachments: [
        { name: "bono.pdf", type: "application/pdf", size: 64 },
        { name: "carta.pdf", type: "application/pdf", size: 128 },
      ],
    });
    await desk.log.getByText("carta.pdf").waitFor();
    expect(await desk.log.getByText("plano.pdf").count()).toBe(0);
  });

  it("what is pasted goes along too; a mail that is taken back has its files again, also after a look elsewhere and a reload", async () => {
    await subject().fill("La factura");
    await mailText().focus();
    await desk.page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File(["Hola"], "factura.txt", { type: "text/plain" }));
      const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
      document.activeElement.dispatchEvent(event);
    }`);
    await eventually(async () => expect(await sendButton().isEnabled()).toBe(true));
    await sendButton().click();
    await desk.log.getByRole("button", { name: "Deshacer" }).click();
    await fileList().getByText("factura.txt").waitFor();
    await desk.open("Eva Ruiz");
    expect(await fileList().count()).toBe(0);
    await desk.page.reload();
    await desk.open("María Soler");
    await fileList().getByText("factura.txt").waitFor();
    expect(await subject().inputValue()).toBe("La factura");
    await sendButton().click();
    expect(await arrived(2)).toMatchObject({
      subject: "La factura",
      attachments: [{ name: "factura.txt", type: "text/plain", size: 4 }],
    });
  });

  it("what is too large together is refused before it is uploaded, and goes once there is room", async () => {
    await subject().fill("Fotos");
    const half = 10 * 1_024 * 1_024;
    await attach(pdf("una.pdf", half));
    await attach(pdf("dos.pdf", half));
    await fileList().getByText("Los archivos de un correo pueden pesar 18,9 MB entre todos.").waitFor();
    await desk.composer.getByText("Espera a que se suban los archivos, o quítalos.").waitFor();
    expect(await sendButton().isDisabled()).toBe(true);
    await fileList().getByRole("button", { name: "Quitar una.pdf" }).click();
    await fileList().getByRole("button", { name: "Subir otra vez" }).click();
    await eventually(async () => expect(await sendButton().isEnabled()).toBe(true));
    await fileList().getByRole("button", { name: "Quitar dos.pdf" }).click();
    await attach({ ...pdf("nada.pdf"), buffer: Buffer.alloc(0) });
    await fileList().getByText("Archivo: falta.").waitFor();
    await fileList().getByRole("button", { name: "Quitar nada.pdf" }).click();
    expect(await fileList().count()).toBe(0);
  });

  it("a mail that failed is sent again with its files", async () => {
    world.mail.faults.add({ kind: "smtp-refuse-recipient" });
    await subject().fill("Su bono");
    await mailText().fill("Otra vez");
    await attach(pdf("otro-bono.pdf"));
    await eventually(async () => expect(await sendButton().isEnabled()).toBe(true));
    await sendButton().click();
    await desk.log.getByRole("button", { name: "Enviar de nuevo" }).click({ timeout: 15_000 });
    expect(await arrived(3)).toMatchObject({ attachments: [{ name: "otro-bono.pdf" }] });
  });
});
