import type { JsonObject } from "../json.ts";
import { asObject, asText } from "../json.ts";
import type { Simulator } from "../simulator.ts";
import { mediaTypes } from "./media-rules.ts";
import { findMedia, mediaUrl, storeMedia } from "./media-store.ts";

/** Since then inbound media carry a download address (whatsapp-platform §4.3). */
const urlSince = Date.UTC(2025, 10, 12);
/** One grey dot: what a customer "sends" when the order names no file. */
const dotPng =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkaGj4DwADhQGAm2bG7wAAAABJRU5ErkJggg==";
const defaultMimeTypes: Readonly<Record<string, string>> = {
  image: "image/png",
  video: "video/mp4",
  audio: "audio/ogg; codecs=opus",
  sticker: "image/webp",
  document: "application/pdf",
};

/**
 * The media node of a customer's message as the webhook shows it. The order names a stored file (`id`), brings one
 * (`base64`, `mime_type`), or gets a small picture.
 */
export function completeMedia(simulator: Simulator, message: JsonObject, type: string): JsonObject {
  if (!mediaTypes.includes(type)) {
    return {};
  }
  const { base64, ...node } = asObject(message[type]) ?? {};
  const known = findMedia(simulator, asText(node.id) ?? "");
  const media =
    known ??
    storeMedia(simulator, {
      bytes: Buffer.from(asText(base64) ?? dotPng, "base64"),
      mimeType: asText(node.mime_type) ?? defaultMimeTypes[type] ?? "application/octet-stream",
      filename: asText(node.filename),
      phoneNumberId: null,
      isInbound: true,
    });
  return {
    [type]: {
      ...node,
      id: media.id,
      mime_type: media.mimeType,
      sha256: Buffer.from(media.sha256, "hex").toString("base64"),
      ...(type === "audio" ? { voice: node.voice ?? true } : {}),
      ...(type === "sticker" ? { animated: node.animated ?? false } : {}),
      ...(type === "document" ? { filename: media.filename ?? "document.pdf" } : {}),
      ...(simulator.clock.now() >= urlSince ? { url: mediaUrl(simulator, media) } : {}),
    },
  };
}
