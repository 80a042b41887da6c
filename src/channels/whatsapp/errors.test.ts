import { describe, expect, it } from "vitest";
import { errorTable } from "./error-table.ts";
import { findRule } from "./errors.ts";

/** The rows of §5.2 by name: code or codes, what it is called there, our reason, whether the call may be made again. */
const rows: [codes: string, name: string, reason: string, again?: "again"][] = [
  ["0", "AuthException", "token"],
  ["1", "unknown API error", "provider-down", "again"],
  ["2", "service temporarily down", "provider-down", "again"],
  ["3", "capability/permission missing", "permission"],
  ["4", "app call limit", "throughput", "again"],
  ["10", "permission missing/removed", "permission"],
  ["33", "business number deleted", "number-deleted"],
  ["100", "bad/unknown parameter", "invalid"],
  ["190", "token expired/invalid", "token"],
  ["200 245 299", "permission not granted", "permission"],
  ["368", "temporarily blocked for policy", "account-restricted"],
  ["80007", "WABA management rate limit", "throughput", "again"],
  ["130429", "throughput exceeded", "throughput", "again"],
  ["130472", "user in Meta experiment group", "experiment"],
  ["130497", "restricted from messaging that country", "country-restricted"],
  ["131000", "something went wrong", "provider-down", "again"],
  ["131005", "access denied", "permission"],
  ["131008", "required parameter missing", "invalid"],
  ["131009", "parameter value invalid", "invalid"],
  ["131016", "service unavailable", "provider-down", "again"],
  ["131020 131041 131201 131215", "group errors", "group"],
  ["131021", "sender = recipient", "own-number"],
  ["131026", "undeliverable", "not-on-whatsapp"],
  ["131030", "number not in allowed list", "recipient-not-allowed"],
  ["131031", "account locked", "account-locked"],
  ["131037", "number lacks approved display name", "display-name"],
  ["131042", "payment problem", "payment"],
  ["131044", "payment problem for calling", "payment"],
  ["131045", "registration/certificate problem", "number-not-registered"],
  ["131047", ">24 h since last inbound", "window"],
  ["131048", "spam rate limit", "spam-limit"],
  ["131049", "per-user marketing cap", "marketing-cap"],
  ["131050", "user stopped marketing from us", "marketing-stopped"],
  ["131051", "unsupported type", "unsupported-type"],
  ["131052", "media download problem", "media-download"],
  ["131053", "media upload/type problem", "media"],
  ["131055", "method not allowed", "invalid"],
  ["131056", "pair rate limit", "pair-limit", "again"],
  ["131057", "account in maintenance", "maintenance", "again"],
  ["131059", "bad paging cursor", "invalid"],
  ["131060", "message unavailable", "unavailable"],
  ["131062", "BSUID not allowed for this message", "phone-needed"],
  ["131063", "marketing templates disabled", "marketing-off"],
  ["131064", "limit reached due to misclassification", "misclassified"],
  ["132000", "parameter count mismatch", "template-fields"],
  ["132001", "template missing in that language", "template-missing"],
  ["132005", "hydrated text too long", "text-too-long"],
  ["132007", "template content violates policy", "template-policy"],
  ["132008", "parameter value invalid (older)", "template-fields"],
  ["132012", "parameter format mismatch", "template-fields"],
  ["132015", "template paused", "template-paused"],
  ["132016", "template disabled", "template-disabled"],
  ["132018", "template parameter validation", "template-fields"],
  ["132068 132069", "Flow blocked / throttled", "flow"],
  ["133000", "previous deregistration incomplete", "number-not-registered"],
  ["133004", "server unavailable", "provider-down", "again"],
  ["133005 133008 133009", "wrong PIN / too many guesses / too fast", "pin"],
  ["133006 133010 133015 133016", "registration of the number", "number-not-registered"],
  ["134011", "payments terms", "terms"],
  ["134100", "MM API: only marketing", "invalid"],
  ["134101", "MM API: template syncing", "provider-down", "again"],
  ["134102", "MM API: unavailable", "marketing-off"],
  ["135000", "generic user error", "invalid"],
  ["137000", "identity key hash mismatch", "identity-changed"],
  ["138000 138018", "calling errors", "call"],
  ["139000 139004", "flows errors", "flow"],
  ["139100 139103", "block list errors", "block-list"],
  ["2388040 2388293", "template creation subcodes", "template-invalid"],
  ["2593107 2593108 2593109", "coexistence sync", "history-sync"],
  ["2494100", "number in maintenance mode", "maintenance"],
];

describe("every code of §5.2", () => {
  it.each(rows)("%s %s: %s", (codes, _name, reason, again) => {
    for (const code of codes.split(" ")) {
      expect(findRule(code)).toMatchObject({ reason, retryable: again !== undefined });
    }
  });

  it("has a row of its own: no code is in two, and none is left out of the list above", () => {
    const listed = rows.flatMap(([codes]) => codes.split(" ").map(Number));
    for (const { from, to } of errorTable) {
      expect(listed.some((code) => from <= code && code <= to)).toBe(true);
    }
    const sorted = errorTable.toSorted((a, b) => a.from - b.from);
    expect(sorted.every(({ from }, index) => from > (sorted[index - 1]?.to ?? -1))).toBe(true);
  });
});

describe("what is not in the table", () => {
  it.each(["300", "999999", "424242", "", "__proto__", "-1", "1e3", "131 047"])("%s is unknown", (code) => {
    expect(findRule(code)).toEqual({ reason: "unknown", retryable: false, retryAfterMs: null });
  });

  it("no code at all is unknown", () => {
    expect(findRule(null).retryable).toBe(false);
  });
});

it("waits as long as Meta says where it says so", () => {
  expect(findRule("131057").retryAfterMs).toBe(90_000);
  expect(findRule("80007").retryAfterMs).toBe(60_000);
  expect(findRule("130429").retryAfterMs).toBeNull();
});
