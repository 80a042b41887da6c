import type { ChannelAccount, WebhookPort } from "#channels/channel.ts";
import { findAccount, type WhatsAppSecrets } from "./config.ts";
import { findSigningSecret, isSameText } from "./signature.ts";

const longestChallenge = 1_024;

/** How Meta proves who it is: a MAC over the bytes of every webhook, a token in the handshake (§4.1). */
export const whatsAppWebhook: WebhookPort = {
  signedBy(accounts, body, headers) {
    const own = secretsOf(accounts);
    const secrets = [...new Set(own.flatMap(({ secrets: { appSecrets } }) => appSecrets))];
    const signing = findSigningSecret(body, headers["x-hub-signature-256"], secrets);
    return signing === null
      ? []
      : own
          .filter(({ secrets: { appSecrets } }) => appSecrets.includes(signing))
          .map(({ account }) => account);
  },

  handshake(accounts, query) {
    const { "hub.mode": mode, "hub.verify_token": token, "hub.challenge": challenge } = query;
    if (mode !== "subscribe" || typeof token !== "string" || typeof challenge !== "string") {
      return null;
    }
    const tokens = secretsOf(accounts).map(({ secrets }) => secrets.verifyToken);
    const isOurs = tokens.filter((known) => isSameText(known, token)).length > 0;
    return isOurs && challenge.length <= longestChallenge ? challenge : null;
  },
};

/** Accounts of other channels and those whose connection data is broken own no secret. */
function secretsOf(
  accounts: readonly ChannelAccount[],
): { account: ChannelAccount; secrets: WhatsAppSecrets }[] {
  return accounts
    .filter((account) => account.kind === "whatsapp")
    .flatMap((account) => {
      const secrets = findAccount(account);
      return secrets === null ? [] : [{ account, secrets }];
    });
}
