import type { InboundAttachment, Json } from "#channels/channel.ts";
import { looseFlag, looseId, looseObject, looseText, type Node } from "./loose.ts";

const mediaShape = looseObject({
  id: looseId,
  mime_type: looseText,
  sha256: looseText,
  filename: looseText,
  caption: looseText,
  voice: looseFlag,
  animated: looseFlag,
});

/** The media node of a message: its file stays at Meta until a job fetches it by id (§6). */
export function readMedia(node: Node): {
  text: string | null;
  attachments: InboundAttachment[];
  payload: { [key: string]: Json };
} {
  const media = mediaShape.parse(node);
  const file: InboundAttachment = {
    name: media.filename,
    type: media.mime_type ?? "application/octet-stream",
    size: null,
    sha256: hexDigest(media.sha256),
    mediaId: media.id,
    part: null,
  };
  return {
    text: media.caption,
    attachments: [file],
    payload: { voice: media.voice || null, animated: media.animated || null },
  };
}

/** Webhooks write the digest in base64, the describe call in hex: kept as hex, null when it is neither (§6). */
export function hexDigest(digest: string | null): string | null {
  if (digest === null) {
    return null;
  }
  if (/^[0-9a-f]{64}$/i.test(digest)) {
    return digest.toLowerCase();
  }
  const bytes = Buffer.from(digest, "base64");
  return bytes.length === 32 ? bytes.toString("hex") : null;
}
