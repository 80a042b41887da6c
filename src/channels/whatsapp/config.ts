import { z } from "zod";
import type { ChannelAccount } from "#channels/channel.ts";

/** Meta's ids are digits, at times more than a number can hold: always text. */
const graphId = z.string().regex(/^\d{1,32}$/);
const secret = z.string().min(1).max(1_024);

/** What a WhatsApp channel is told in clear: its number and the account that owns number and templates. */
export const whatsAppConfig = z.object({ phoneNumberId: graphId, wabaId: graphId });

/** What is kept encrypted. Two app secrets are valid while one is being replaced. */
export const whatsAppSecrets = z.object({
  accessToken: secret.regex(/^[\x21-\x7e]+$/),
  appSecrets: z.array(secret).min(1).max(2),
  verifyToken: secret,
});

export type WhatsAppConfig = z.infer<typeof whatsAppConfig>;
export type WhatsAppSecrets = z.infer<typeof whatsAppSecrets>;

type Access = WhatsAppConfig & WhatsAppSecrets;

const known = new WeakMap<ChannelAccount, Access | null>();

/** Config and secrets of a connected number; null when they are not those of WhatsApp. Each account is parsed once. */
export function findAccount(account: ChannelAccount): Access | null {
  const read = known.get(account);
  if (read !== undefined) {
    return read;
  }
  const config = whatsAppConfig.safeParse(account.config);
  const secrets = whatsAppSecrets.safeParse(account.secrets);
  const access = config.success && secrets.success ? { ...config.data, ...secrets.data } : null;
  known.set(account, access);
  return access;
}

/** The same for calls that need it; throws on an account that is not one of WhatsApp. */
export function readAccount(account: ChannelAccount): Access {
  const access = findAccount(account);
  if (access === null) {
    throw new TypeError(`Channel ${account.id} has no usable connection data of WhatsApp`);
  }
  return access;
}
