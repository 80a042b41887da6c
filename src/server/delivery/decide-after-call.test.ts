import { describe, expect, it } from "vitest";
import { nobody, type SendOutcome } from "#channels/channel.ts";
import type { FailureReason } from "#domain/delivery-status.ts";
import { decideAfterCall } from "./decide-after-call.ts";

function refused(reason: FailureReason, retryable: boolean, retryAfterMs: number | null = null): SendOutcome {
  return { kind: "refused", failure: { reason, code: null, detail: null }, retryable, retryAfterMs };
}

function delays(reason: FailureReason, chance = 0): number[] {
  return Array.from({ length: 20 }, (_, tries) =>
    decideAfterCall({ outcome: refused(reason, true), tries, chance }),
  ).flatMap((after) => (after.kind === "retry" ? [after.delayMs] : []));
}

describe("after a call", () => {
  it("what was accepted and what may have arrived is never called again (P4, F8)", () => {
    const accepted: SendOutcome = { kind: "accepted", providerId: "w", held: false, recipient: nobody };
    const unknown: SendOutcome = { kind: "unknown", detail: "timeout" };
    for (const outcome of [accepted, unknown]) {
      expect(decideAfterCall({ outcome, tries: 0, chance: 0 })).toEqual({ kind: "done" });
    }
  });

  it("the pair limit waits 4^n seconds (F13)", () => {
    expect(delays("pair-limit")).toEqual([1, 4, 16, 64, 256, 1_024, 3_600, 3_600].map((s) => s * 1_000));
  });

  it("a refused connection is tried for some half an hour, with pauses that grow to 5 minutes (F11)", () => {
    const tried = delays("connection");
    expect(tried).toHaveLength(12);
    expect(tried.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(Math.max(...tried)).toBe(300_000);
  });

  it("Meta's own trouble is tried three times", () => {
    expect(delays("provider-down")).toEqual([2_000, 6_000, 18_000]);
  });

  it("chance spreads retries by up to a quarter", () => {
    expect(delays("provider-down", 0.999)[0]).toBeCloseTo(2_499.5);
  });

  it("the provider's own wish counts when it is longer", () => {
    const after = decideAfterCall({ outcome: refused("throughput", true, 60_000), tries: 0, chance: 0 });
    expect(after).toEqual({ kind: "retry", delayMs: 60_000, pauseNumberMs: 60_000 });
  });

  it("P3 a provider that asks for a wait of years, or of no sense, gets a day", () => {
    for (const retryAfterMs of [1e12, 1e300]) {
      const outcome = refused("provider-down", true, retryAfterMs);
      expect(decideAfterCall({ outcome, tries: 0, chance: 0 })).toMatchObject({ delayMs: 86_400_000 });
    }
  });

  it("130429 slows the number down, everything else only the message (F12)", () => {
    expect(decideAfterCall({ outcome: refused("throughput", true), tries: 1, chance: 0 })).toEqual({
      kind: "retry",
      delayMs: 2_000,
      pauseNumberMs: 2_000,
    });
    expect(decideAfterCall({ outcome: refused("pair-limit", true), tries: 1, chance: 0 })).toMatchObject({
      pauseNumberMs: null,
    });
  });

  it.each<[FailureReason, string]>([
    ["token", "hold"],
    ["permission", "hold"],
    ["number-not-registered", "hold"],
    ["mailbox-login", "hold"],
    ["window", "done"],
    ["not-on-whatsapp", "done"],
    ["template-paused", "done"],
    ["unknown", "done"],
  ])("a final %s: %s", (reason, kind) => {
    expect(decideAfterCall({ outcome: refused(reason, false), tries: 0, chance: 0 }).kind).toBe(kind);
  });
});
