import nodemailer from "nodemailer";
import type { Page } from "playwright-core";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createClock } from "../../simulators/clock.ts";
import { startCloudApi } from "../../simulators/cloud-api/start-cloud-api.ts";
import { type MailSimulator, mailTab, startMail } from "../../simulators/mail/start-mail.ts";
import { accessibilityFaults } from "../support/accessibility-faults.ts";
import { setUpBrowser } from "../support/browser.ts";
import { eventually } from "../support/eventually.ts";

const browser = setUpBrowser();
const hotel = "reservas@hotel.example.com";
const maria = { name: "María García", address: "maria@example.com" };
let mail: MailSimulator;
let site: Awaited<ReturnType<typeof startCloudApi>>;

beforeEach(async () => {
  const clock = createClock({ startAt: "2026-03-10T17:02:00Z" });
  mail = await startMail({
    clock,
    mailbox: { address: hotel, user: "hotel", password: "sea view" },
    customers: [maria, { name: "John Smith", address: "john@example.com" }],
  });
  site = await startCloudApi({
    clock,
    accessToken: "token",
    appSecret: "secret",
    verifyToken: "verify",
    wabas: [],
    extend: mail.mount,
    tabs: [mailTab],
  });
});

afterEach(async () => {
  await site.close();
  await mail.close();
});

/** The hotel answers by SMTP, as the product does. */
async function hotelWrites(to: string, subject: string, text: string, inReplyTo?: string): Promise<void> {
  await nodemailer
    .createTransport({ host: mail.host, port: mail.smtpPort, auth: { user: "hotel", pass: "sea view" } })
    .sendMail({
      from: `"Hotel Mirador" <${hotel}>`,
      to,
      subject,
      text,
      ...(inReplyTo && { inReplyTo, references: [inReplyTo] }),
    });
}

async function openMailbox(options?: Parameters<typeof browser.newPage>[0]): Promise<Page> {
  const page = await browser.newPage(options);
  await page.goto(`${site.url}/mail`);
  return page;
}

describe("the customer's mailbox", () => {
  it("writes to the hotel, gets its answer live and answers it in the same thread", async () => {
    const page = await openMailbox();
    await page.getByLabel("Buzón de").selectOption(maria.address);
    await page.getByRole("button", { name: "Escribir" }).click();
    await page.getByLabel("Asunto").fill("¿Hay parking?");
    await page.getByLabel("Texto del correo").fill("Hola, llegamos en coche.");
    await page.getByLabel("Texto del correo").press("Control+Enter");
    await page.getByRole("heading", { name: "¿Hay parking?" }).waitFor();
    const [question] = mail.sent();
    expect(question).toMatchObject({ from: "María García <maria@example.com>", subject: "¿Hay parking?" });

    await hotelWrites(
      maria.address,
      "Re: ¿Hay parking?",
      "Sí, 15 € al día.\n\n> Hola, llegamos en coche.",
      question?.messageId ?? "",
    );
    await page.getByText("Sí, 15 € al día.", { exact: true }).waitFor();
    await page.getByText("Ver lo citado").waitFor();

    await page.getByLabel("Tu respuesta").fill("Gracias");
    await page.getByRole("button", { name: "Enviar" }).click();
    const answer = await eventually(() => mail.sent()[1] ?? Promise.reject(new Error("nothing sent")));
    const ids = [question?.messageId, mail.received()[0]?.messageId];
    expect(answer.subject).toBe("Re: ¿Hay parking?");
    expect(answer.references).toEqual(expect.arrayContaining(ids));
    const raw = mail.mailbox.mails[1]?.raw.toString() ?? "";
    expect(raw).toContain(`In-Reply-To: ${ids[1]}`);
    await page.locator(".mail").filter({ hasText: "Gracias" }).waitFor();
  });

  it("attaches a file", async () => {
    const page = await openMailbox();
    await page.getByRole("button", { name: "Escribir" }).click();
    await page.getByLabel("Asunto").fill("Bono");
    await page.setInputFiles("input[type=file]", {
      name: "bono.pdf",
      mimeType: "application/pdf",
      buffer: Buffer.from("%PDF-1.4"),
    });
    await page.getByText("bono.pdf").waitFor();
    await page.getByRole("button", { name: "Enviar" }).click();
    await page.getByRole("heading", { name: "Bono" }).waitFor();
    expect(mail.sent()[0]?.attachments).toEqual([{ name: "bono.pdf", type: "application/pdf", size: 8 }]);
  });

  it("counts what is unread, in English too, and adds a mailbox", async () => {
    await hotelWrites("john@example.com", "Your booking", "See you on Friday.");
    const page = await openMailbox({ locale: "en-GB" });
    await page.getByLabel("Mailbox of").selectOption("john@example.com");
    await page.getByRole("button", { name: /Your booking.*1 unread/ }).click();
    await page.getByText("See you on Friday.", { exact: true }).waitFor();
    await eventually(async () => expect(await page.getByText("1 unread").count()).toBe(0));
    await page.getByRole("button", { name: "Add mailbox" }).click();
    await page.getByLabel("Name").fill("Ana");
    await page.getByLabel("Mail address").fill("ana@example.com");
    await page.getByRole("button", { name: "Add", exact: true }).click();
    expect(await page.getByLabel("Mailbox of").inputValue()).toBe("ana@example.com");
  });

  it.each([
    ["light", { width: 1280, height: 800 }],
    ["dark", { width: 390, height: 844 }],
  ] as const)("passes the accessibility check in %s, %o", async (colorScheme, viewport) => {
    await hotelWrites(maria.address, "Su reserva", "Le esperamos a las 15:00.\n\nHotel Mirador");
    const page = await openMailbox({ colorScheme, viewport });
    await page.getByLabel("Buzón de").selectOption(maria.address);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByRole("button", { name: /Su reserva/ }).click();
    await page.getByLabel("Tu respuesta").waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    const width = await page.evaluate("document.documentElement.scrollWidth");
    expect(width).toBe(viewport.width);
  });
});
