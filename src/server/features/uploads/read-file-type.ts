/** Kinds of text have no magic bytes and none of them runs in a browser: here alone the name chooses. */
const textTypes: ReadonlyMap<string, string> = new Map([
  ["csv", "text/csv"],
  ["ics", "text/calendar"],
  ["vcf", "text/vcard"],
]);

/** Office files before 2007 share one container, which says nothing about the program. */
const oldOffice = "application/x-cfb";
const oldOfficeTypes: ReadonlyMap<string, string> = new Map([
  ["doc", "application/msword"],
  ["xls", "application/vnd.ms-excel"],
  ["ppt", "application/vnd.ms-powerpoint"],
]);

/** Names of file-type for what WhatsApp calls otherwise. */
const ownWords: ReadonlyMap<string, string> = new Map([["audio/x-m4a", "audio/mp4"]]);

/** The type that a file's first bytes show (S3). What its name or sender says counts only among harmless ones. */
export async function readFileType(head: Uint8Array, name: string | null): Promise<string> {
  const { fileTypeFromBuffer } = await import("file-type");
  // Hostile files may break the reading of their own headers: then their type is not known.
  const found = await fileTypeFromBuffer(head).catch(() => undefined);
  const extension = /\.([a-z]{1,4})$/i.exec(name ?? "")?.[1]?.toLowerCase() ?? "";
  if (found === undefined) {
    return isText(head) ? (textTypes.get(extension) ?? "text/plain") : "application/octet-stream";
  }
  if (found.mime === oldOffice) {
    return oldOfficeTypes.get(extension) ?? oldOffice;
  }
  return ownWords.get(found.mime) ?? found.mime;
}

/** UTF-8 without control signs; the last character may be cut. */
function isText(head: Uint8Array): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
    return !/(?![\t\n\f\r])\p{Cc}/u.test(text);
  } catch {
    return false;
  }
}
