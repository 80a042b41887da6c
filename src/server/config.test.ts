import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

const key = Buffer.alloc(32, 1).toString("base64");

const message = (environment: Record<string, string>): string => {
  try {
    readConfig(environment);
  } catch (error) {
    return error instanceof ConfigError ? error.message : String(error);
  }
  return "no error";
};

describe("settings", () => {
  it("all have a default", () => {
    expect(readConfig({})).toEqual({
      host: "127.0.0.1",
      port: 3000,
      dataDir: "./data",
      databaseUrl: null,
      databaseOwnerUrl: null,
      roles: new Set(["web", "ingest", "delivery", "mail", "jobs"]),
      nats: null,
      s3: null,
      secretKey: null,
      publicUrl: null,
      trustedProxies: [],
      simulatorPort: 3100,
      logLevel: "info",
      backupBeforeUpgrade: true,
      upgradeBackups: 5,
      keepDays: { journal: 30, events: 7 },
      graphUrl: "https://graph.facebook.com",
      graphVersion: "v24.0",
    });
  });

  it("that are empty count as absent", () => {
    expect(readConfig({ PORT: "", DATABASE_URL: "", NATS_URL: "" })).toEqual(readConfig({}));
  });

  it("are read from text", () => {
    const given = {
      PORT: "8080",
      ROLE: "web, delivery",
      DATABASE_URL: "postgresql://app:p@db.example.com/messaging",
      NATS_URL: "nats://nats.example.com",
      S3_URL: "https://key:secret@s3.example.com/files",
      SECRET_KEY: `${key}, ${key}`,
      PUBLIC_URL: "https://inbox.example.com/",
      TRUSTED_PROXIES: "10.0.0.1,2001:db8::/32",
    };
    expect(readConfig(given)).toMatchObject({
      port: 8080,
      roles: new Set(["web", "delivery"]),
      databaseUrl: given.DATABASE_URL,
      nats: { servers: ["nats.example.com:4222"], isTls: false },
      s3: { bucketUrl: "https://s3.example.com/files", accessKeyId: "key" },
      publicUrl: "https://inbox.example.com",
      trustedProxies: ["10.0.0.1", "2001:db8::/32"],
    });
  });

  it.each([
    ["PORT", { PORT: "http" }],
    ["PORT", { PORT: "65536" }],
    ["PORT", { PORT: "-1" }],
    ["SIMULATOR_PORT", { SIMULATOR_PORT: "3100.5" }],
    ["ROLE", { ROLE: "web,everything" }],
    ["ROLE", { ROLE: "," }],
    ["DATABASE_URL", { DATABASE_URL: "mysql://x@y/z", SECRET_KEY: key }],
    ["DATABASE_URL", { DATABASE_URL: "localhost:5432", SECRET_KEY: key }],
    ["SECRET_KEY", { DATABASE_URL: "postgresql://x@y/z" }],
    ["SECRET_KEY", { SECRET_KEY: "too short" }],
    ["SECRET_KEY", { SECRET_KEY: Buffer.alloc(31).toString("base64") }],
    ["DATABASE_OWNER_URL", { DATABASE_OWNER_URL: "postgresql://x@y/z" }],
    ["NATS_URL", { NATS_URL: "127.0.0.1:4222" }],
    ["S3_URL", { S3_URL: "https://s3.example.com" }],
    ["PUBLIC_URL", { PUBLIC_URL: "inbox.example.com" }],
    ["PUBLIC_URL", { PUBLIC_URL: "https://inbox.example.com/path" }],
    ["TRUSTED_PROXIES", { TRUSTED_PROXIES: "proxy.example.com" }],
    ["TRUSTED_PROXIES", { TRUSTED_PROXIES: "10.0.0.0/33" }],
    ["TRUSTED_PROXIES", { TRUSTED_PROXIES: "10.0.0.1," }],
    ["LOG_LEVEL", { LOG_LEVEL: "loud" }],
    ["KEEP_UPGRADE_BACKUPS", { KEEP_UPGRADE_BACKUPS: "0" }],
    ["KEEP_JOURNAL_DAYS", { KEEP_JOURNAL_DAYS: "1" }],
    ["KEEP_JOURNAL_DAYS", { KEEP_JOURNAL_DAYS: "3651" }],
    ["KEEP_EVENTS_DAYS", { KEEP_EVENTS_DAYS: "1" }],
    ["KEEP_EVENTS_DAYS", { KEEP_EVENTS_DAYS: "366" }],
    ["KEEP_EVENTS_DAYS", { KEEP_EVENTS_DAYS: "7.5" }],
    ["GRAPH_URL", { GRAPH_URL: "ftp://graph.example.com" }],
    ["GRAPH_VERSION", { GRAPH_VERSION: "24" }],
  ])("a wrong %s is refused by a sentence that names it: %j", (name, environment) => {
    expect(message(environment)).toMatch(new RegExp(`^${name} [a-z][^\\n]+$`));
  });

  it("that are wrong are all named at once, and no value is repeated", () => {
    const text = message({ PORT: "secret-in-the-wrong-place", LOG_LEVEL: "loud" });
    expect(text.split("\n").map((line) => line.split(" ")[0])).toEqual(["PORT", "LOG_LEVEL"]);
    expect(text).not.toContain("secret-in-the-wrong-place");
  });

  it("stand in .env.example, each with a sentence", () => {
    const example = readFileSync(new URL("../../.env.example", import.meta.url), "utf8");
    const source = readFileSync(new URL("./config.ts", import.meta.url), "utf8");
    const names = [...source.matchAll(/^ {4}([A-Z0-9_]+): /gm)].map(([, name]) => name);
    expect(names.length).toBeGreaterThan(12);
    const described = [...example.matchAll(/^#([A-Z0-9_]+)=/gm)].map(([, name]) => name);
    expect(described).toEqual(names);
    for (const block of example.split("\n\n").slice(1)) {
      expect(block).toMatch(/^# [A-Z]/);
    }
  });
});
