import { randomInt } from "node:crypto";

/** Does Meta's handshake with a webhook address: a GET whose challenge must come back (whatsapp-platform §4.1). */
export async function verifyWebhook(
  url: string,
  verifyToken: string,
): Promise<{ isVerified: boolean; status: number | null }> {
  const challenge = String(randomInt(1_000_000_000));
  const address = new URL(url);
  address.searchParams.set("hub.mode", "subscribe");
  address.searchParams.set("hub.challenge", challenge);
  address.searchParams.set("hub.verify_token", verifyToken);
  try {
    const response = await fetch(address, { redirect: "manual", signal: AbortSignal.timeout(10_000) });
    const body = await response.text();
    return { isVerified: response.status === 200 && body === challenge, status: response.status };
  } catch {
    return { isVerified: false, status: null };
  }
}
