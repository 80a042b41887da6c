import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type InboundFact, nobody } from "#channels/channel.ts";
import { parseWebhook } from "./parse-webhook.ts";

const at = Date.UTC(2026, 2, 10, 17, 2);
const channelRef = "106540352242922";
const attemptId = "0195c0de-0000-7000-8000-000000000001";
const maria = { ...nobody, waId: "34600900001", bsuid: "ES.1349120865530274", name: "María Soler" };

function read(fixture: string): InboundFact[] {
  return parseWebhook(readFileSync(new URL(`fixtures/${fixture}.json`, import.meta.url)), null);
}

describe("what became of a message of ours (§4.5)", () => {
  const status = {
    type: "status",
    channelRef,
    providerId: "wamid.OUT1",
    attemptId: null,
    report: { status: "sent", at },
    pricing: null,
    freeEntryUntil: null,
    recipient: { ...nobody, waId: "34600900001" },
  };

  it("a failure with a transient code may be tried again (L5)", () => {
    expect(read("status-failed-transient")).toMatchObject([
      { report: { status: "failed", failure: { reason: "throughput" } }, retryable: true },
    ]);
  });

  it.each([
    [
      "status-sent",
      {
        attemptId,
        pricing: { model: "PMP", type: "free_customer_service", category: "service", billable: false },
        recipient: { ...nobody, waId: "34600900001", bsuid: "ES.1349120865530274" },
      },
    ],
    [
      "status-delivered",
      {
        attemptId,
        report: { status: "delivered", at },
        pricing: {
          model: "CBP",
          type: "regular",
          category: "authentication_international",
          billable: true,
        },
        recipient: maria,
      },
    ],
    [
      "status-read",
      {
        report: { status: "read", at },
        recipient: { ...nobody, bsuid: "ES.1349120865530274" },
      },
    ],
    [
      "status-failed",
      {
        attemptId,
        report: {
          status: "failed",
          at,
          failure: {
            reason: "window",
            code: "131047",
            detail: "More than 24 hours have passed since the customer last wrote.",
          },
        },
      },
    ],
    [
      "status-failed-old-shape",
      {
        report: {
          status: "failed",
          at,
          failure: { reason: "not-on-whatsapp", code: "131026", detail: "Not a WhatsApp user" },
        },
      },
    ],
    ["status-played", { report: { status: "played", at } }],
    [
      "status-free-entry",
      {
        pricing: {
          model: "PMP",
          type: "free_entry_point",
          category: "referral_conversion",
          billable: false,
        },
        freeEntryUntil: Date.UTC(2026, 2, 13, 17, 2),
      },
    ],
  ])("%s", (fixture, expected) => {
    expect(read(fixture)).toEqual([{ ...status, ...expected }]);
  });
});
