import { writeSilence } from "./write-ogg.ts";

/** One grey dot. */
const dotPng =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaGj4DwADhQGAm2bG7wAAAABJRU5ErkJggg==";
const dotWebp = "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA";
const page = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 100]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;

/** What a customer "sends" when the order names no file: a dot, a silent voice note, an empty page. */
export function sampleFile(type: string): { bytes: Buffer; mimeType: string } {
  switch (type) {
    case "audio":
      return { bytes: writeSilence(3_000), mimeType: "audio/ogg; codecs=opus" };
    case "sticker":
      return { bytes: Buffer.from(dotWebp, "base64"), mimeType: "image/webp" };
    case "document":
      return { bytes: Buffer.from(page), mimeType: "application/pdf" };
    case "video":
      return { bytes: Buffer.from(dotPng, "base64"), mimeType: "video/mp4" };
    default:
      return { bytes: Buffer.from(dotPng, "base64"), mimeType: "image/png" };
  }
}
