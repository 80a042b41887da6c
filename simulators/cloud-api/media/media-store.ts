import { createHash, createHmac } from "node:crypto";
import { missingObject } from "../graph/graph-error.ts";
import type { JsonObject } from "../json.ts";
import type { Media } from "../model.ts";
import type { Simulator } from "../simulator.ts";

const dayMs = 24 * 3_600_000;
const urlLifeSeconds = 300;

/** Keeps a file: 30 days when the business uploaded it, 7 days when a customer sent it (§6). */
export function storeMedia(
  simulator: Simulator,
  file: {
    bytes: Buffer;
    mimeType: string;
    filename: string | null;
    phoneNumberId: string | null;
    isInbound: boolean;
  },
): Media {
  const media: Media = {
    ...file,
    id: simulator.ids.digits("media"),
    sha256: createHash("sha256").update(file.bytes).digest("hex"),
    storedAt: simulator.clock.now(),
  };
  simulator.store.media.set(media.id, media);
  return media;
}

/** The file with this id, or null when it is unknown or past its days. */
export function findMedia(simulator: Simulator, id: string): Media | null {
  const media = simulator.store.media.get(id);
  const lifeMs = (media?.isInbound ? 7 : 30) * dayMs;
  return media && simulator.clock.now() < media.storedAt + lifeMs ? media : null;
}

/** Refuses a media id that a message may not use. */
export function checkMediaId(simulator: Simulator, id: string): void {
  if (!findMedia(simulator, id)) {
    throw missingObject(id, "post");
  }
}

/** The description of a file with an address that works for five minutes. */
export function describeMedia(simulator: Simulator, media: Media): JsonObject {
  return {
    messaging_product: "whatsapp",
    url: mediaUrl(simulator, media),
    mime_type: media.mimeType,
    sha256: simulator.faults.take("media-wrong-hash", {})
      ? media.sha256.replace(/^.{8}/, "00000000")
      : media.sha256,
    file_size: media.bytes.length,
    id: media.id,
  };
}

/** The signed address of a file's bytes. */
export function mediaUrl(simulator: Simulator, media: Media): string {
  const expiresAt = Math.floor(simulator.clock.now() / 1000) + urlLifeSeconds;
  const address = new URL("/whatsapp_business/attachments/", simulator.address.url);
  address.searchParams.set("mid", media.id);
  address.searchParams.set("ext", String(expiresAt));
  address.searchParams.set("hash", linkHash(simulator, media.id, String(expiresAt)));
  return address.href;
}

/** The file of such an address, or null when it is forged or more than five minutes old. */
export function findMediaByUrl(
  simulator: Simulator,
  query: { mid: string; ext: string; hash: string },
): Media | null {
  const isGenuine = query.hash === linkHash(simulator, query.mid, query.ext);
  const isFresh = simulator.clock.now() < Number(query.ext) * 1000;
  return isGenuine && isFresh ? findMedia(simulator, query.mid) : null;
}

function linkHash(simulator: Simulator, id: string, expiresAt: string): string {
  return createHmac("sha256", simulator.accessToken)
    .update(`${id}:${expiresAt}`)
    .digest("base64url")
    .slice(0, 24);
}
