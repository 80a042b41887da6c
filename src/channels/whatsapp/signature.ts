import { createHmac, timingSafeEqual } from "node:crypto";

const headerForm = /^sha256=([0-9a-f]{64})$/i;

/**
 * Whether `X-Hub-Signature-256` is the HMAC-SHA256 of exactly these bytes under one of the app secrets. An absent,
 * malformed or repeated header is false, and so is every header when no secret is configured.
 * https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads
 */
export function verifySignature(
  rawBody: Uint8Array,
  header: string | readonly string[] | undefined,
  secrets: readonly string[],
): boolean {
  return findSigningSecret(rawBody, header, secrets) !== null;
}

/** The secret that made the signature: the channel that a body names must own it. Takes the same time for every secret. */
export function findSigningSecret(
  rawBody: Uint8Array,
  header: string | readonly string[] | undefined,
  secrets: readonly string[],
): string | null {
  const digest = typeof header === "string" ? headerForm.exec(header)?.[1] : undefined;
  if (digest === undefined) {
    return null;
  }
  const given = Buffer.from(digest, "hex");
  let found: string | null = null;
  for (const secret of secrets) {
    const expected = createHmac("sha256", secret).update(rawBody).digest();
    const isEqual = timingSafeEqual(given, expected);
    found = isEqual && secret !== "" ? (found ?? secret) : found;
  }
  return found;
}

/** Whether two secret texts are the same, in a time that tells nothing about where they differ. */
export function isSameText(known: string, given: string): boolean {
  return timingSafeEqual(digestOf(known), digestOf(given));
}

function digestOf(text: string): Buffer {
  return createHmac("sha256", "compare").update(text).digest();
}
