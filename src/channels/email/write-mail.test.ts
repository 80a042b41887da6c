import { describe, expect, it } from "vitest";
import type { OutboundMessage } from "../channel.ts";
import { readMailSource } from "./read-mail-source.ts";
import { writeMail } from "./write-mail.ts";

const config = { address: "reservas@hotel.example.com", displayName: "Hotel Mirador" };
const stamp = { messageId: "<mc.1@hotel.example.com>", at: Date.UTC(2026, 2, 10, 17, 16) };
const answer: OutboundMessage = {
  attemptId: "0195801f-5a00-7000-8000-000000000001",
  kind: "email",
  destination: { kind: "email", value: "maria@example.com", name: "María" },
  text: "Sí, hay parking.\n.\nUn saludo",
  subject: "Re: ¿Hay parking?",
  template: null,
  carried: {},
  files: [],
  answers: "<b@example.com>#0123456789abcdef0123456789abcdef",
  references: ["<a@example.com>#00", "<mc.0@hotel.example.com>", "<b@example.com>#01", "#02"],
  automatic: false,
  providerId: null,
};

describe("a mail of ours", () => {
  it("reads back as it was meant", async () => {
    const { source, from, to } = await writeMail(config, answer, stamp);
    expect({ from, to }).toEqual({ from: config.address, to: "maria@example.com" });
    expect(await readMailSource(source)).toMatchObject({
      messageId: stamp.messageId,
      from: { address: config.address, name: "Hotel Mirador" },
      to: ["maria@example.com"],
      subject: "Re: ¿Hay parking?",
      text: "Sí, hay parking.\n.\nUn saludo",
      date: stamp.at,
      inReplyTo: ["<b@example.com>"],
      references: ["<a@example.com>", "<mc.0@hotel.example.com>", "<b@example.com>"],
      autoSubmitted: null,
    });
  });

  it("says that it is automatic when it is (RFC 3834)", async () => {
    const { source } = await writeMail(config, { ...answer, automatic: true }, stamp);
    expect(await readMailSource(source)).toMatchObject({ autoSubmitted: "auto-replied" });
  });

  it("keeps the first and the newest of many references", async () => {
    const references = Array.from({ length: 300 }, (_, index) => `<${index}@example.com>`);
    const { source } = await writeMail(config, { ...answer, references, answers: null }, stamp);
    const read = await readMailSource(source);
    expect(read.references).toHaveLength(20);
    expect([read.references[0], read.references.at(-1)]).toEqual(["<0@example.com>", "<299@example.com>"]);
    expect(read.inReplyTo).toEqual([]);
  });

  it.each([
    "\r\nBcc: victim@example.com",
    "\nBcc: victim@example.com\n\nbody",
    "\rBcc: x",
    "\0\u2028Bcc: x",
    "\u202eevil",
  ])("S13: no header can be put in through subject, names or ids: %j", async (injected) => {
    const hostile = {
      ...answer,
      subject: `Hola${injected}`,
      destination: { ...answer.destination, name: `María${injected}` },
      answers: `<a@b${injected}>#00`,
      references: [`<a@b${injected}>`],
    };
    const { source } = await writeMail({ ...config, displayName: `Hotel${injected}` }, hostile, stamp);
    const text = source.toString();
    const head = text.slice(0, text.indexOf("\r\n\r\n"));
    const names = head.split(/\r\n(?![ \t])/).map((line) => line.split(":")[0]);
    expect(names.sort()).toEqual(
      [
        "Content-Transfer-Encoding",
        "Content-Type",
        "Date",
        "From",
        "MIME-Version",
        "Message-ID",
        "Subject",
        "To",
      ].sort(),
    );
    expect(text).not.toMatch(/[^\r]\n|\r[^\n]|\0/);
    expect((await readMailSource(source)).to).toEqual(["maria@example.com"]);
  });

  it("takes files along under their names, which can't end a header either (S13)", async () => {
    const attachments = [
      { name: "plano del hotel.pdf", type: "application/pdf", bytes: Buffer.from("%PDF-1.7") },
      { name: 'a"\r\nBcc: x@example.com\r\n.txt', type: "text/plain", bytes: Buffer.from("Hola") },
    ];
    const { source } = await writeMail(config, answer, { ...stamp, attachments });
    const read = await readMailSource(source);
    expect(read.attachments.map(({ name, type }) => [name, type])).toEqual([
      ["plano del hotel.pdf", "application/pdf"],
      [expect.stringContaining("Bcc"), "text/plain"],
    ]);
    expect(source.toString()).not.toMatch(/^Bcc:/m);
  });

  it.each(["", "maria", "a@b@c", "a@b.com\r\nBcc: x@y.com", "a@b.com, c@d.com", "<a@b.com>", "a b@c.com"])(
    "is not written to %j",
    async (value) => {
      const message = { ...answer, destination: { ...answer.destination, value } };
      await expect(writeMail(config, message, stamp)).rejects.toThrow(RangeError);
    },
  );
});
