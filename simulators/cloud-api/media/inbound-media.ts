import type { JsonObject } from "../json.ts";
import { asObject, asText } from "../json.ts";
import type { Simulator } from "../simulator.ts";
import { mediaTypes } from "./media-rules.ts";
import { findMedia, mediaUrl, storeMedia } from "./media-store.ts";
import { sampleFile } from "./sample-files.ts";

/** Since then inbound media carry a download address (whatsapp-platform §4.3). */
const urlSince = Date.UTC(2025, 10, 12);
/**
 * The media node of a customer's message as the webhook shows it. The order names a stored file (`id`), brings one
 * (`base64`, `mime_type`), or gets a small sample.
 */
export function completeMedia(simulator: Simulator, message: JsonObject, type: string): JsonObject {
  if (!mediaTypes.includes(type)) {
    return {};
  }
  const { base64, ...node } = asObject(message[type]) ?? {};
  const sample = sampleFile(type);
  const known = findMedia(simulator, asText(node.id) ?? "");
  const media =
    known ??
    storeMedia(simulator, {
      bytes: typeof base64 === "string" ? Buffer.from(base64, "base64") : sample.bytes,
      mimeType: asText(node.mime_type) ?? sample.mimeType,
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
