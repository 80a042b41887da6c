import type { Json } from "#channels/channel.ts";
import type { ConnectChannelBody } from "#contract/channels.ts";

/** What an owner entered, in the shape that the adapter of that kind reads. */
export type Connection = {
  kind: string;
  name: string;
  providerId: string;
  accountRef: string | null;
  config: { [key: string]: Json };
  secrets: { [key: string]: Json };
  timeZone: string | null;
  currency: string | null;
};

/** Parts what is secret from what is not; mails go out under the workspace's name unless another is given. */
export function readConnection(body: ConnectChannelBody, workspaceName: string): Connection {
  switch (body.kind) {
    case "whatsapp": {
      const { kind, name, phoneNumberId, wabaId, accessToken, appSecret, verifyToken, timeZone, currency } =
        body;
      return {
        kind,
        name,
        providerId: phoneNumberId,
        accountRef: wabaId,
        config: { phoneNumberId, wabaId },
        secrets: { accessToken, appSecrets: [appSecret], verifyToken },
        timeZone: timeZone ?? null,
        currency: currency ?? null,
      };
    }
    case "email": {
      const { kind, name, senderName = workspaceName, imap, smtp } = body;
      const address = body.address.trim().toLowerCase();
      return {
        kind,
        name,
        providerId: address,
        accountRef: null,
        config: { address, displayName: senderName, imap: serverOf(imap), smtp: serverOf(smtp) },
        secrets: { imapPassword: imap.password, smtpPassword: smtp.password },
        timeZone: null,
        currency: null,
      };
    }
    default:
      return body satisfies never;
  }
}

type MailServer = { host: string; port: number; secure: boolean; user: string };

/** `secure`: TLS from the first byte. Else it begins in clear: with STARTTLS, or on this machine alone without. */
function serverOf({ host, port, secure, user }: MailServer): Json {
  const isLoopback = /^(?:localhost|127(?:\.\d{1,3}){3}|::1)$/.test(host);
  const unencrypted = isLoopback ? "none" : "starttls";
  return { host, port, security: secure ? "tls" : unencrypted, user };
}
