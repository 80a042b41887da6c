import { createHash } from "node:crypto";

/** The largest file that is kept: what WhatsApp carries at most (documents, whatsapp-platform §2.2). */
export const largestFileBytes = 100 * 1024 * 1024;

/** The bytes are not the file that the message spoke of. */
export class WrongFileError extends Error {
  override readonly name = "WrongFileError";
}

/** Throws on bytes that were cut, changed or are too many; answers the type that the bytes themselves show (S3). */
export async function checkFile(
  bytes: Uint8Array,
  announced: { type: string; sha256: string | null },
): Promise<string> {
  if (bytes.byteLength > largestFileBytes) {
    throw new WrongFileError("The file is too large");
  }
  if (announced.sha256 !== null && !isDigestOf(bytes, announced.sha256)) {
    throw new WrongFileError("The file was cut short or changed on its way");
  }
  return readType(bytes, announced.type);
}

/** Digests come in hex or, from webhooks, in base64. */
function isDigestOf(bytes: Uint8Array, digest: string): boolean {
  const hash = createHash("sha256").update(bytes).digest();
  return digest.toLowerCase() === hash.toString("hex") || digest === hash.toString("base64");
}

/** Kinds of text have no magic bytes: the sender's word counts, as none of these runs in a browser. */
const plainTypes = new Set(["text/plain", "text/csv", "text/calendar", "text/vcard", "text/x-vcard"]);

/** Office files before 2007 share one container, which says nothing about the program. */
const oldOffice = "application/x-cfb";
const oldOfficeTypes = new Set([
  "application/msword",
  "application/vnd.ms-excel",
  "application/vnd.ms-outlook",
  "application/vnd.ms-powerpoint",
]);

async function readType(bytes: Uint8Array, announced: string): Promise<string> {
  const { fileTypeFromBuffer } = await import("file-type");
  // Hostile files may break the reading of their own headers: then their type is not known.
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const essence = (announced.split(";")[0] ?? "").trim().toLowerCase();
  if (found === undefined) {
    return plainTypes.has(essence) ? essence : "application/octet-stream";
  }
  return found.mime === oldOffice && oldOfficeTypes.has(essence) ? essence : found.mime;
}
