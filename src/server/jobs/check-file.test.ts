import { createHash } from "node:crypto";
import { describe, expect, it } from "vitest";
import { checkFile, largestFileBytes, WrongFileError } from "./check-file.ts";

const text = (value: string) => Buffer.from(value);
const pdf = text("%PDF-1.7\n");
const oldWord = Buffer.from("d0cf11e0a1b11ae1".padEnd(64, "0"), "hex");

describe("S3: the type of a file is what its bytes show", () => {
  it.each([
    ["a PDF that calls itself a picture", pdf, "image/png", "application/pdf"],
    ["a page that calls itself a picture", text("<html>"), "image/png", "application/octet-stream"],
    ["a page", text("<html>"), "text/html", "application/octet-stream"],
    ["a drawing that may run scripts", text("<svg/>"), "image/svg+xml", "application/octet-stream"],
    ["a text", text("hola"), "Text/Plain; charset=utf-8", "text/plain"],
    ["a table", text("a;b"), "text/csv", "text/csv"],
    ["an old letter", oldWord, "application/msword", "application/msword"],
    ["an old letter that calls itself a picture", oldWord, "image/png", "application/x-cfb"],
    ["nothing at all", text(""), "image/png", "application/octet-stream"],
  ])("%s", async (_what, bytes, announced, type) => {
    expect(await checkFile(bytes, { type: announced, sha256: null })).toBe(type);
  });
});

describe("F22: only the file that was announced is kept", () => {
  const hash = createHash("sha256").update(pdf);
  const digest = hash.digest();

  it.each([["hex"], ["base64"]] as const)("its digest fits, in %s", async (form) => {
    const announced = { type: "application/pdf", sha256: digest.toString(form) };
    expect(await checkFile(pdf, announced)).toBe("application/pdf");
    await expect(checkFile(pdf.subarray(1), announced)).rejects.toThrow(WrongFileError);
  });

  it("it is not larger than what WhatsApp carries", async () => {
    const announced = { type: "text/plain", sha256: null };
    expect(await checkFile(Buffer.alloc(largestFileBytes, "a"), announced)).toBe("text/plain");
    await expect(checkFile(Buffer.alloc(largestFileBytes + 1, "a"), announced)).rejects.toThrow(
      WrongFileError,
    );
  });
});
