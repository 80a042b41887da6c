import { describe, expect, it } from "vitest";
import { readNatsServers } from "./nats-servers.ts";

describe("NATS_URL", () => {
  it.each([
    ["nats://127.0.0.1", { servers: ["127.0.0.1:4222"], isTls: false }],
    ["nats://nats.example.com:4333/", { servers: ["nats.example.com:4333"], isTls: false }],
    ["nats://[::1]:4222", { servers: ["[::1]:4222"], isTls: false }],
    [
      "tls://a.example.com, tls://b.example.com:1",
      { servers: ["a.example.com:4222", "b.example.com:1"], isTls: true },
    ],
    ["nats://app:p%40ss@one", { servers: ["one:4222"], isTls: false, user: "app", password: "p@ss" }],
    ["nats://s3cret@one,nats://two", { servers: ["one:4222", "two:4222"], isTls: false, token: "s3cret" }],
  ])("%s is read", (text, servers) => {
    expect(readNatsServers(text)).toEqual(servers);
  });

  it.each([
    "127.0.0.1:4222",
    "http://127.0.0.1:4222",
    "nats://",
    "nats://host:70000",
    "nats://host/subject",
    "nats://host?tls=yes",
    "nats://a b",
    "nats://%zz:x@host",
    "nats://one,",
    "nats://one,tls://two",
  ])("%s is refused", (text) => {
    expect(readNatsServers(text)).toBeNull();
  });
});
