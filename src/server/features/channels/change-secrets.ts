import type { Json } from "#channels/channel.ts";
import type { UpdateChannelBody } from "#contract/channels.ts";
import { AppError } from "../../errors.ts";

const fieldsOfKind: Record<string, readonly (keyof UpdateChannelBody)[]> = {
  whatsapp: ["accessToken", "appSecret", "dropOldAppSecret", "verifyToken", "currency"],
  email: ["senderName", "imapPassword", "smtpPassword"],
};

/** Whether a change touches secrets at all; fields that the kind of channel does not have are refused. */
export function changesSecrets(kind: string, { name: _, ...change }: UpdateChannelBody): boolean {
  const given = Object.entries(change).flatMap(([field, value]) => (value === undefined ? [] : [field]));
  const fields = given
    .filter((field) => !(fieldsOfKind[kind] ?? []).some((known) => known === field))
    .map((field) => ({ field: `body.${field}`, problem: "not of this kind of channel" }));
  if (fields.length > 0) {
    throw new AppError("INVALID_REQUEST", { fields });
  }
  return given.some((field) => field !== "senderName" && field !== "currency");
}

/** The secrets after a change: a new app secret goes in front and the last one stays valid beside it (F31). */
export function changeSecrets(secrets: Json, change: UpdateChannelBody): { [key: string]: Json } {
  const before = typeof secrets === "object" && secrets !== null && !Array.isArray(secrets) ? secrets : {};
  const { accessToken, appSecret, dropOldAppSecret, verifyToken, imapPassword, smtpPassword } = change;
  const replaced = Object.entries({ accessToken, verifyToken, imapPassword, smtpPassword }).flatMap(
    ([field, value]): [string, Json][] => (value === undefined ? [] : [[field, value]]),
  );
  const known = Array.isArray(before.appSecrets) ? before.appSecrets : [];
  const kept = dropOldAppSecret === true ? known.slice(0, 1) : known;
  const rotated = appSecret === undefined ? kept : [appSecret, ...kept.filter((one) => one !== appSecret)];
  return {
    ...before,
    ...Object.fromEntries(replaced),
    ...(known.length === 0 ? {} : { appSecrets: rotated.slice(0, 2) }),
  };
}

/** Whether two app secrets are valid now. */
export function rotatesAppSecret(secrets: Json | undefined): boolean {
  const isObject = typeof secrets === "object" && secrets !== null && !Array.isArray(secrets);
  return isObject && Array.isArray(secrets.appSecrets) && secrets.appSecrets.length > 1;
}
