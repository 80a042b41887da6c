/**
 * A form of a picture that WhatsApp does not take (§2.2: 8 bits a channel, RGB or RGBA). `deep`: more bits, such as a PNG of
 * 16; `print`: the four inks of a printer (CMYK), such as a JPEG from a print shop.
 */
export type PictureForm = "deep" | "print";

/** So much of a file is looked at: profiles of print shops stand before what tells, and are half a megabyte long. */
export const pictureHeadBytes = 1_024 * 1_024;

const pngMark = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Where a PNG says how many bits a channel has: in its first chunk (PNG §11.2.2). */
const pngDepthAt = 24;

/** The form of a picture by its first bytes; null: one that WhatsApp takes, no picture, or not told so early. */
export function readPictureForm(head: Uint8Array): PictureForm | null {
  if (pngMark.every((byte, at) => head[at] === byte)) {
    return (head[pngDepthAt] ?? 8) > 8 ? "deep" : null;
  }
  return head[0] === 0xff && head[1] === 0xd8 ? readJpegForm(head) : null;
}

/** Segments that have no length of their own (ITU T.81, table B.1). */
const isBare = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8);
/** Heads of frames: C0 to CF without tables (C4, CC) and the reserved one (C8). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Walks from segment to segment until the head of the frame, which has bits and number of channels (B.2.2). */
function readJpegForm(head: Uint8Array): PictureForm | null {
  let at = 2;
  while (at + 9 < head.length && head[at] === 0xff) {
    const marker = head[at + 1] ?? 0;
    if (isFrame(marker)) {
      const [bits = 8, channels = 3] = [head[at + 4], head[at + 9]];
      return channels === 4 ? "print" : bits > 8 ? "deep" : null;
    }
    // Fill bytes may stand before a marker; after the start of the scan nothing tells any more.
    if (marker === 0xda || marker === 0xd9) {
      return null;
    }
    const length = (head[at + 2] ?? 0) * 256 + (head[at + 3] ?? 0);
    at += marker === 0xff ? 1 : isBare(marker) ? 2 : 2 + Math.max(2, length);
  }
  return null;
}
