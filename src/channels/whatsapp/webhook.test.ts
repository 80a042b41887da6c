import { createHmac } from "node:crypto";
import { describe, expect, it } from "vitest";
import type { ChannelAccount } from "#channels/channel.ts";
import { whatsAppWebhook } from "./webhook.ts";

function account(id: string, appSecrets: string[], kind = "whatsapp"): ChannelAccount {
  return {
    workspaceId: "0195c0de-0000-7000-8000-00000000000a",
    id,
    kind,
    providerId: "106",
    config: { phoneNumberId: "106", wabaId: "102" },
    secrets: { accessToken: "token", appSecrets, verifyToken: `verify ${id}` },
  };
}

const body = new TextEncoder().encode("{}");
const accounts = [
  account("a", ["one", "two"]),
  account("b", ["two"]),
  account("c", ["three"]),
  account("m", ["two"], "email"),
];

describe("a webhook speaks for the channels that own the secret which signed it", () => {
  it.each([
    ["one", ["a"]],
    ["two", ["a", "b"]],
    ["foreign", []],
  ])("signed with %s: %j", (secret, ids) => {
    const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
    const owners = whatsAppWebhook.signedBy(accounts, body, { "x-hub-signature-256": signature });
    expect(owners.map(({ id }) => id)).toEqual(ids);
  });

  it("without a signature it speaks for none", () => {
    expect(whatsAppWebhook.signedBy(accounts, body, {})).toEqual([]);
  });
});

describe("Meta's handshake is answered with its challenge when it knows our token", () => {
  const query = { "hub.mode": "subscribe", "hub.verify_token": "verify b", "hub.challenge": "1158201444" };

  it("the token of any channel of the workspace will do", () => {
    expect(whatsAppWebhook.handshake(accounts, query)).toBe("1158201444");
  });

  it.each([
    ["another token", { "hub.verify_token": "verify" }],
    ["a mailbox's token", { "hub.verify_token": "verify m" }],
    ["two tokens", { "hub.verify_token": ["verify b", "verify b"] }],
    ["another mode", { "hub.mode": "unsubscribe" }],
    ["no challenge", { "hub.challenge": undefined }],
  ])("%s is refused", (_, change) => {
    expect(whatsAppWebhook.handshake(accounts, { ...query, ...change })).toBeNull();
  });
});
