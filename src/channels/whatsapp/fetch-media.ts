import { createHash } from "node:crypto";
import type { ChannelAccount } from "#channels/channel.ts";
import { readAccount } from "./config.ts";
import { type GraphSettings, graphPath, userAgent } from "./graph-client.ts";
import { looseNumber, looseObject, looseText } from "./loose.ts";
import { readLimited } from "./read-limited.ts";
import { hexDigest } from "./read-media.ts";
import { requireAnswer } from "./require-answer.ts";

const patienceMs = 120_000;
/** The largest file that WhatsApp carries (§2.2). */
const largestFile = 100 * 1_024 * 1_024;

const mediaShape = looseObject({
  url: looseText,
  mime_type: looseText,
  sha256: looseText,
  file_size: looseNumber,
});

/**
 * Bytes of a customer's file: asks where it is (that URL lives 5 minutes), then fetches it with the token. Throws when
 * it is gone, too large, cut short or at a host that must not see the token.
 */
export async function fetchMedia(
  settings: GraphSettings,
  asked: { account: ChannelAccount; mediaId: string; signal: AbortSignal },
): Promise<{ bytes: Uint8Array; type: string }> {
  const { phoneNumberId, accessToken } = readAccount(asked.account);
  const signal = AbortSignal.any([asked.signal, AbortSignal.timeout(patienceMs)]);
  const path = `${graphPath(asked.mediaId)}?phone_number_id=${encodeURIComponent(phoneNumberId)}`;
  const described = await requireAnswer(settings, { method: "GET", path, accessToken, signal });
  const media = mediaShape.parse(described);
  if (media.url === null || (media.file_size ?? 0) > largestFile) {
    throw new Error(media.url === null ? "The media has no address" : "The media is too large");
  }
  const bytes = await download(settings, new URL(media.url), accessToken, signal);
  const digest = hexDigest(media.sha256);
  if (digest !== null && createHash("sha256").update(bytes).digest("hex") !== digest) {
    throw new Error("The media was cut short or changed on its way");
  }
  return { bytes, type: media.mime_type ?? "application/octet-stream" };
}

async function download(
  settings: GraphSettings,
  url: URL,
  accessToken: string,
  signal: AbortSignal,
): Promise<Uint8Array> {
  if (!mayReceiveToken(url, new URL(settings.graphUrl))) {
    throw new Error(`The media is at ${url.host}, which is no host of Meta's`);
  }
  const response = await fetch(url, {
    headers: { authorization: `Bearer ${accessToken}`, "user-agent": userAgent },
    redirect: "manual",
    signal,
  });
  if (!response.ok) {
    await response.body?.cancel();
    throw new Error(`The media host answered HTTP ${response.status}`);
  }
  return readLimited(response, largestFile);
}

/**
 * The token goes to Meta's media hosts over HTTPS, and to the host of the configured base URL; without HTTPS only when
 * that base URL is this very machine (the simulator).
 */
export function mayReceiveToken(url: URL, graphUrl: URL): boolean {
  if (url.username !== "" || url.password !== "") {
    return false;
  }
  if (url.host === graphUrl.host && url.protocol === graphUrl.protocol) {
    return url.protocol === "https:" || isLoopback(graphUrl.hostname);
  }
  const isMeta = url.hostname.endsWith(".fbsbx.com") || url.hostname.endsWith(".fbcdn.net");
  return isMeta && url.protocol === "https:" && url.port === "";
}

function isLoopback(hostname: string): boolean {
  return hostname === "localhost" || hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(hostname);
}
