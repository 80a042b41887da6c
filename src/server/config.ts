import { isIP } from "node:net";
import * as z from "zod";
import { readS3Url, type S3Settings, s3UrlRule } from "./blobs/s3-settings.ts";
import { type NatsServers, natsUrlRule, readNatsServers } from "./live/nats-servers.ts";
import { keyBytesOf } from "./secret-key.ts";

/** The parts that one process can run. */
export const roles = ["web", "ingest", "delivery", "mail", "jobs"] as const;
export type Role = (typeof roles)[number];

/** How many whole days are kept of what came from outside, and of the events that screens catch up with. */
export type KeptDays = { journal: number; events: number };

/** Everything that can be set from outside, read once at the start. */
export type Config = {
  host: string;
  port: number;
  dataDir: string;
  /** Null: the embedded PostgreSQL in `dataDir`. */
  databaseUrl: string | null;
  /** Who migrates; null: the same as `databaseUrl`. */
  databaseOwnerUrl: string | null;
  roles: ReadonlySet<Role>;
  /** Null: PostgreSQL rings. */
  nats: NatsServers | null;
  /** Where the files of messages lie; null: in `dataDir`. */
  s3: S3Settings | null;
  /** Null: made in `dataDir`. */
  secretKey: string | null;
  /** Where browsers reach us, without a slash at the end; null: whatever host they used. */
  publicUrl: string | null;
  /** Addresses of the proxies in front of us, whose X-Forwarded-For is believed. */
  trustedProxies: readonly string[];
  simulatorPort: number;
  logLevel: string;
  /** Whether a start that changes an older database writes a backup first. */
  backupBeforeUpgrade: boolean;
  /** How many of those backups stay. */
  upgradeBackups: number;
  keepDays: KeptDays;
  graphUrl: string;
  graphVersion: string;
};

/** The settings are wrong; the message names each one. */
export class ConfigError extends Error {
  override name = "ConfigError";
}

const port = z
  .string()
  .regex(/^\d{1,5}$/, "must be a port number from 0 to 65535")
  .transform(Number)
  .refine((value) => value <= 65_535, "must be a port number from 0 to 65535");

const webUrl = z
  .string()
  .refine((text) => isUrl(text, ["http:", "https:"]), "must be an http or https address without a path")
  .refine(
    (text) => !isUrl(text, ["http:", "https:"]) || isOrigin(text),
    "must not have a path, query or user",
  )
  .transform((text) => new URL(text).origin);

const databaseUrl = z
  .string()
  .refine(
    (text) => isUrl(text, ["postgres:", "postgresql:"]),
    "must look like postgresql://user:password@host/database",
  );

const numberFrom = (least: number, most: number) => {
  const message = `must be a whole number from ${least} to ${most}`;
  return z
    .string()
    .regex(/^\d{1,5}$/, message)
    .transform(Number)
    .refine((value) => value >= least && value <= most, message);
};

const role = z.enum(roles, `must be a list out of ${roles.join(",")}`);
const commaList = z.string().transform((text) => text.split(",").map((item) => item.trim()));
const network = z.string().refine(isNetwork, "must be a list of IP addresses or networks such as 10.0.0.0/8");

const settings = z
  .object({
    HOST: z.string().max(253).default("127.0.0.1"),
    PORT: port.default(3000),
    DATA_DIR: z.string().default("./data"),
    DATABASE_URL: databaseUrl.optional(),
    DATABASE_OWNER_URL: databaseUrl.optional(),
    ROLE: commaList.pipe(z.array(role).min(1)).default([...roles]),
    NATS_URL: z
      .string()
      .refine((text) => readNatsServers(text) !== null, natsUrlRule)
      .transform(readNatsServers)
      .optional(),
    S3_URL: z
      .string()
      .refine((text) => readS3Url(text) !== null, s3UrlRule)
      .transform(readS3Url)
      .optional(),
    SECRET_KEY: z
      .string()
      .refine((text) => keyBytesOf(text) !== null, "must be 32 bytes in base64 (openssl rand -base64 32)")
      .optional(),
    PUBLIC_URL: webUrl.optional(),
    TRUSTED_PROXIES: commaList.pipe(z.array(network)).default([]),
    SIMULATOR_PORT: port.default(3100),
    LOG_LEVEL: z
      .enum(
        ["fatal", "error", "warn", "info", "debug", "trace", "silent"],
        "must be fatal, error, warn, info, debug, trace or silent",
      )
      .default("info"),
    BACKUP_BEFORE_UPGRADE: z.enum(["yes", "no"], "must be yes or no").default("yes"),
    KEEP_UPGRADE_BACKUPS: numberFrom(1, 1000).default(5),
    KEEP_JOURNAL_DAYS: numberFrom(2, 3650).default(30),
    KEEP_EVENTS_DAYS: numberFrom(2, 365).default(7),
    GRAPH_URL: webUrl.default("https://graph.facebook.com"),
    GRAPH_VERSION: z
      .string()
      .regex(/^v\d{1,3}\.\d{1,2}$/, "must look like v24.0")
      .default("v24.0"),
  })
  .refine((all) => all.DATABASE_URL === undefined || all.SECRET_KEY !== undefined, {
    path: ["SECRET_KEY"],
    message: "is required together with DATABASE_URL: every process needs the same one",
  })
  .refine((all) => all.DATABASE_OWNER_URL === undefined || all.DATABASE_URL !== undefined, {
    path: ["DATABASE_OWNER_URL"],
    message: "is only used together with DATABASE_URL",
  });

/** Reads the settings; an empty value is an absent one. Throws a ConfigError that names every wrong setting. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
  const parsed = settings.safeParse(given);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `${String(issue.path[0])} ${issue.message}`);
    throw new ConfigError([...new Set(problems)].join("\n"));
  }
  const all = parsed.data;
  return {
    host: all.HOST,
    port: all.PORT,
    dataDir: all.DATA_DIR,
    databaseUrl: all.DATABASE_URL ?? null,
    databaseOwnerUrl: all.DATABASE_OWNER_URL ?? null,
    roles: new Set(all.ROLE),
    nats: all.NATS_URL ?? null,
    s3: all.S3_URL ?? null,
    secretKey: all.SECRET_KEY ?? null,
    publicUrl: all.PUBLIC_URL ?? null,
    trustedProxies: all.TRUSTED_PROXIES,
    simulatorPort: all.SIMULATOR_PORT,
    logLevel: all.LOG_LEVEL,
    backupBeforeUpgrade: all.BACKUP_BEFORE_UPGRADE === "yes",
    upgradeBackups: all.KEEP_UPGRADE_BACKUPS,
    keepDays: { journal: all.KEEP_JOURNAL_DAYS, events: all.KEEP_EVENTS_DAYS },
    graphUrl: all.GRAPH_URL,
    graphVersion: all.GRAPH_VERSION,
  };
}

function isUrl(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

function isOrigin(text: string): boolean {
  const url = new URL(text);
  return url.pathname === "/" && url.search === "" && url.hash === "" && url.username === "";
}

function isNetwork(text: string): boolean {
  const [address = "", bits, ...rest] = text.split("/");
  const longest = isIP(address) === 6 ? 128 : 32;
  return (
    isIP(address) !== 0 &&
    rest.length === 0 &&
    (bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= longest))
  );
}
