import { z } from "zod";
import type { ChannelAccount } from "../channel.ts";

/** `tls`: from the first byte; `starttls`: required before the sign-in; `none`: loopback only. */
const security = z.enum(["tls", "starttls", "none"]);

const server = z
  .object({
    host: z
      .string()
      .min(1)
      .max(253)
      .regex(/^[\w.:-]+$/),
    port: z.int().min(1).max(65_535),
    security,
    user: z.string().min(1).max(320),
  })
  .refine((one) => one.security !== "none" || isLoopback(one.host), {
    message: "A connection without encryption is allowed to this machine only",
    path: ["security"],
  });

/** Settings of a connected mailbox, stored in clear. */
export const mailConfigSchema = z.object({
  /** Address of the mailbox: From of what we send, and one of To or Cc of what we take. */
  address: z.email().transform((address) => address.toLowerCase()),
  /** Name beside the address in From. */
  displayName: z.string().max(200).nullable().default(null),
  imap: server,
  smtp: server,
});

/** Secrets of a connected mailbox, stored encrypted. */
export const mailSecretsSchema = z.object({
  imapPassword: z.string().min(1),
  smtpPassword: z.string().min(1),
});

export type MailConfig = z.infer<typeof mailConfigSchema>;
export type MailSecrets = z.infer<typeof mailSecretsSchema>;
export type MailServer = MailConfig["imap"];

/** The mailbox of an account; throws when its stored settings do not fit the schemas. */
export function readMailAccount(account: ChannelAccount): { config: MailConfig; secrets: MailSecrets } {
  return {
    config: mailConfigSchema.parse(account.config),
    secrets: mailSecretsSchema.parse(account.secrets),
  };
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}
