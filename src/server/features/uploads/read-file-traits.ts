import { type PictureForm, readPictureForm } from "#domain/picture-form.ts";

/** What the first bytes of a file tell beyond its type, where WhatsApp's limits ask for it. */
export type FileTraits = { isAnimated: boolean; isStereo: boolean; form: PictureForm | null };

/** Reads a WebP's animation flag (its VP8X chunk), the channels of sound in Opus (RFC 7845 §5.1) and a picture's form. */
export function readFileTraits(head: Uint8Array): FileTraits {
  const bytes = Buffer.from(head.buffer, head.byteOffset, head.byteLength);
  const isExtendedWebp = bytes.toString("latin1", 8, 16) === "WEBPVP8X";
  const opusAt = bytes.subarray(0, 256).indexOf("OpusHead");
  return {
    isAnimated: isExtendedWebp && ((bytes[20] ?? 0) & 0x02) !== 0,
    isStereo: opusAt !== -1 && (bytes[opusAt + 9] ?? 1) > 1,
    form: readPictureForm(head),
  };
}
