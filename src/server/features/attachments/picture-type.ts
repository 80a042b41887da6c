/** Type of a picture that a browser may show, read from its first bytes; null: it is downloaded. SVG is never shown. */
export function pictureType(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, 12)).toString("latin1");
  if (head.startsWith("\x89PNG\r\n\x1a\n")) {
    return "image/png";
  }
  if (head.startsWith("\xff\xd8\xff")) {
    return "image/jpeg";
  }
  if (/^GIF8[79]a/.test(head)) {
    return "image/gif";
  }
  return head.startsWith("RIFF") && head.slice(8) === "WEBP" ? "image/webp" : null;
}
