import { afterEach, describe, expect, it } from "vitest";
import { createMailParser, type MailParser } from "./mail-parser.ts";
import { readMailSource } from "./read-mail-source.ts";

let parser: MailParser | null = null;

afterEach(() => parser?.close());

const mail = (headers: string, body = "Hola") =>
  Buffer.from(`From: maria@example.com\nTo: hotel@example.com\n${headers}\n${body}\n`);

describe("S14: limits of a mail, kept in a worker thread", () => {
  it.each([
    ["1,000 nested parts", nested(1000), "mail-too-deep"],
    ["51 nested parts", nested(51), "mail-too-deep"],
    ["10,000 parts", many(10_000), "mail-too-many-parts"],
    ["1,001 parts", many(1001), "mail-too-many-parts"],
    ["1 MB of headers", mail(`X-Long: ${"x".repeat(1_000_000)}\n`), "mail-headers-too-large"],
    ["60 MB", Buffer.alloc(60 * 1024 * 1024, "a"), "mail-too-large"],
  ])("%s are refused with a clear code, and the next mail is read", async (_what, source, code) => {
    parser = createMailParser();
    await expect(parser.read(source)).rejects.toMatchObject({ code });
    await expect(parser.read(mail("Subject: Next\n"))).resolves.toMatchObject({
      subject: "Next",
      text: "Hola",
    });
  });

  it.each([
    ["49 nested parts", nested(49)],
    ["1,000 parts", many(1000)],
    [
      "a text that only looks like parts",
      mail('Content-Type: text/plain; boundary="no"\n', "--x\n".repeat(5000)),
    ],
  ])("%s are read", async (_what, source) => {
    parser = createMailParser();
    await expect(parser.read(source)).resolves.toMatchObject({ from: { address: "maria@example.com" } });
  });

  it("20 MB of HTML are shown in part, and said to be cut", async () => {
    parser = createMailParser();
    const html = "<div><b>hola</b> ".repeat(1_250_000);
    const read = await parser.read(mail("Content-Type: text/html\n", html));
    expect(read).toMatchObject({ isFromHtml: true, isCut: true });
    expect(read.text).toMatch(/^hola/);
  });

  it("of a mail that takes too long the beginning is read, under the same id; the ones behind it are read too", async () => {
    const lines = mail("Subject: Slow\n", "<p>hola <b>que</b> tal</p>\n".repeat(1_600_000));
    parser = createMailParser({ timeMs: 2500 });
    const [slow, next] = await Promise.all([parser.read(lines), parser.read(mail("Subject: Next\n"))]);
    expect(slow).toMatchObject({ subject: "Slow", isCut: true });
    expect(slow.contentHash).toBe((await readMailSource(lines, true)).contentHash);
    expect(next).toMatchObject({ subject: "Next", isCut: false });
  });

  it("a mail that even so takes too long is refused", async () => {
    parser = createMailParser({ timeMs: 0 });
    await expect(parser.read(mail("Subject: Never\n"))).rejects.toMatchObject({ code: "mail-too-slow" });
  });

  it.each([
    ["nothing at all", ""],
    ["binary noise", "\xff\xfe\0\x01".repeat(1000)],
    ["headers without an end", "From: maria@example.com"],
    ["a multipart without its boundary", "From: a@example.com\nContent-Type: multipart/mixed\n\nHola"],
    ["a hostile address", 'From: "a@b.com" <x@y@z>, :;<>,\nTo: undisclosed-recipients:;\n\nHola'],
    ["names of the prototype", "__proto__: x\nconstructor: y\nFrom: a@example.com\n\nHola"],
  ])("%s is read without an error", async (_what, text) => {
    parser = createMailParser();
    await expect(parser.read(Buffer.from(text, "latin1"))).resolves.toHaveProperty("contentHash");
  });

  it("gives the bytes of a part by its number", async () => {
    parser = createMailParser();
    const source = mail("Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n", "JVBERi0=");
    const read = await parser.read(source);
    expect(read.attachments).toMatchObject([{ type: "application/pdf", size: 5 }]);
    expect(Buffer.from((await parser.readPart(source, 0)) ?? []).toString()).toBe("%PDF-");
    expect(await parser.readPart(source, 1)).toBeNull();
  });
});

function nested(depth: number): Buffer {
  const opened = Array.from(
    { length: depth },
    (_, level) => `Content-Type: multipart/mixed; boundary="b${level}"\n\n--b${level}\n`,
  );
  return Buffer.from(`From: maria@example.com\n${opened.join("")}Content-Type: text/plain\n\nHola\n`);
}

function many(parts: number): Buffer {
  return mail(
    'Content-Type: multipart/mixed; boundary="b"\n',
    "--b\nContent-Type: text/x-a\n\na\n".repeat(parts),
  );
}
