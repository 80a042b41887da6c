import type { FailureReason } from "#domain/delivery-status.ts";
import { minuteMs, secondMs } from "#domain/time.ts";

/** What one code of Meta's means for us: our reason, whether the same call may be made again, and when at the earliest. */
export type ErrorRule = { reason: FailureReason; retryable: boolean; retryAfterMs: number | null };

/**
 * The one catalogue of Meta's error codes (§5.2 of what we know of the platform). Only codes that say "surely not sent,
 * try again" are retryable. What a code means for the whole channel follows from its reason: `token`, `permission` and
 * `number-not-registered` hold the channel, `throughput` slows the number, `pair-limit` the one customer.
 */
const catalogue: ReadonlyMap<number, ErrorRule> = new Map([
  ...again("provider-down", null, [1, 2, 131000, 131016, 133004, 134101]),
  ...again("provider-down", 90 * secondMs, [131057]),
  ...again("throughput", minuteMs, [4, 80007]),
  ...again("throughput", null, [130429]),
  ...again("pair-limit", null, [131056]),

  ...never("token", [0, 190]),
  ...never("permission", [3, 10, 131005]),
  ...never(
    "number-not-registered",
    [33, 131045, 133000, 133005, 133006, 133008, 133009, 133010, 133015, 133016],
  ),
  ...never("policy", [368, 131031, 131037, 131063, 131064, 132007, 132068, 132069, 134011, 134100, 134102]),
  ...never("payment", [131042, 131044]),

  ...never("window", [131047]),
  ...never("not-on-whatsapp", [131026]),
  ...never("recipient-not-allowed", [131030]),
  ...never("country-restricted", [130497]),
  ...never("phone-needed", [131062]),
  ...never("identity-changed", [137000]),
  ...never("experiment", [130472]),
  ...never("spam-limit", [131048]),
  ...never("marketing-cap", [131049]),
  ...never("marketing-stopped", [131050]),

  ...never("template-missing", [132001]),
  ...never("template-fields", [132000, 132008, 132012, 132018]),
  ...never("template-paused", [132015]),
  ...never("template-disabled", [132016]),
  ...never("text-too-long", [132005]),
  ...never("media", [131052, 131053]),
  ...never("invalid", [100, 131008, 131009, 131020, 131021, 131041, 131051, 131055, 131059]),
]);

const unknownRule: ErrorRule = { reason: "unknown", retryable: false, retryAfterMs: null };

/** The rule of a code as Meta writes it (number or digits); unknown codes are never tried again by themselves. */
export function findRule(code: string | null): ErrorRule {
  const number = code !== null && /^\d+$/.test(code) ? Number(code) : Number.NaN;
  if (number >= 200 && number <= 299) {
    return { ...unknownRule, reason: "permission" };
  }
  return catalogue.get(number) ?? unknownRule;
}

/** All codes of the catalogue, for the documentation of errors and its test. */
export function knownCodes(): readonly number[] {
  return [...catalogue.keys()];
}

function again(reason: FailureReason, retryAfterMs: number | null, codes: number[]): [number, ErrorRule][] {
  return codes.map((code) => [code, { reason, retryable: true, retryAfterMs }]);
}

function never(reason: FailureReason, codes: number[]): [number, ErrorRule][] {
  return codes.map((code) => [code, { reason, retryable: false, retryAfterMs: null }]);
}
