/** Pictures that browsers know and WhatsApp does not take. */
const foreignTypes = new Set([
  "image/webp",
  "image/avif",
  "image/bmp",
  "image/heic",
  "image/heif",
  "image/tiff",
]);
const largestBytes = 5 * 1_024 * 1_024;
const longestSide = 2_560;

/**
 * A picture as WhatsApp takes it: of a foreign type, or too large, it becomes a JPEG. One that the browser can't read stays
 * as it is, and goes as a document.
 */
export async function preparePicture(file: File): Promise<File> {
  const isTooLarge = /^image\/(?:jpeg|png)$/.test(file.type) && file.size > largestBytes;
  if (!foreignTypes.has(file.type) && !isTooLarge) {
    return file;
  }
  const bitmap = await createImageBitmap(file).catch(() => null);
  if (bitmap === null) {
    return file;
  }
  const scale = Math.min(1, longestSide / Math.max(bitmap.width, bitmap.height));
  const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  if (context === null) {
    return file;
  }
  // JPEG knows no transparency: what is clear shows white, as on paper.
  context.fillStyle = "white";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: 0.9 });
  return new File([blob], `${file.name.replace(/\.\w+$/, "")}.jpg`, { type: "image/jpeg" });
}
