import { asObject, asText } from "../json.ts";
import { mediaTypes } from "../media/media-rules.ts";
import { storeMedia } from "../media/media-store.ts";
import type { OutboundMessage } from "../model.ts";
import type { Simulator } from "../simulator.ts";

const loopback = /^(127\.0\.0\.1|localhost|\[::1\])$/;

/**
 * Fetches the picture behind the link of a message before it is sent, as Meta does. Only from this machine: nothing
 * here reaches a network, so any other address counts as fetched. Answers whether the message can go.
 */
export async function fetchLink(simulator: Simulator, message: OutboundMessage): Promise<boolean> {
  const node = mediaTypes.includes(message.type) ? asObject(message.content[message.type]) : null;
  const link = asText((node ?? message.template?.rendered.header?.media)?.link);
  if (link === null || !loopback.test(new URL(link).hostname)) {
    return true;
  }
  try {
    const response = await fetch(link, { signal: AbortSignal.timeout(10_000) });
    const bytes = Buffer.from(await response.arrayBuffer());
    if (!response.ok) {
      return false;
    }
    const mimeType = response.headers.get("content-type")?.split(";")[0] ?? "application/octet-stream";
    const phoneNumberId = message.phoneNumberId;
    const media = storeMedia(simulator, { bytes, mimeType, filename: null, phoneNumberId, isInbound: false });
    message.linkedMediaId = media.id;
    return true;
  } catch {
    return false;
  }
}
