import { timingSafeEqual } from "node:crypto";
import type { ChannelAccount, WebhookPort } from "#channels/channel.ts";
import { readAccount, type WhatsAppSecrets } from "./config.ts";
import { findSigningSecret } from "./signature.ts";

/** Meta's side of the webhook: the handshake by verify token, and the HMAC over the raw bytes. */
export const whatsAppWebhook: WebhookPort = {
  signedBy(accounts, body, headers) {
    const owners = accounts.filter(({ kind }) => kind === "whatsapp");
    const secrets = [...new Set(owners.flatMap((account) => secretsOf(account).appSecrets))];
    const signing = findSigningSecret(body, headers["x-hub-signature-256"], secrets);
    return signing === null
      ? []
      : owners.filter((account) => secretsOf(account).appSecrets.includes(signing));
  },
  handshake(accounts, query) {
    const token = query["hub.verify_token"];
    const challenge = query["hub.challenge"];
    if (query["hub.mode"] !== "subscribe" || typeof token !== "string" || typeof challenge !== "string") {
      return null;
    }
    const isOurs = accounts.some(
      (account) => account.kind === "whatsapp" && isEqual(token, secretsOf(account).verifyToken),
    );
    return isOurs && challenge.length <= 1_024 ? challenge : null;
  },
};

const read = new WeakMap<ChannelAccount, WhatsAppSecrets>();

/** Accounts are cached objects: each is parsed once, not at every webhook. */
function secretsOf(account: ChannelAccount): WhatsAppSecrets {
  const known = read.get(account);
  if (known !== undefined) {
    return known;
  }
  const secrets = readAccount(account);
  read.set(account, secrets);
  return secrets;
}

function isEqual(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
