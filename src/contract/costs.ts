import * as z from "zod/mini";
import { amount, id, time } from "./primitives.ts";

const day = z.string().check(z.regex(/^20\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/));
const month = z.string().check(z.regex(/^20\d{2}-(0[1-9]|1[0-2])$/));
const currency = z.string().check(z.regex(/^[A-Z]{3}$/));
const word = z.string().check(z.maxLength(100));

/** What costs are told apart by. */
export const costDimension = z.enum(["day", "channel", "category", "market", "template", "agent"]);
export type CostDimension = z.infer<typeof costDimension>;

/** Local dates of the accounts, both included; the running month until today when absent. At most 400 days. */
export const costsQuery = z.object({
  from: z.optional(day),
  to: z.optional(day),
  by: z.optional(costDimension),
  channelId: z.optional(id),
  category: z.optional(word),
});
export const costsExportQuery = z.object({
  from: z.optional(day),
  to: z.optional(day),
  channelId: z.optional(id),
  category: z.optional(word),
});

/** Sums of one currency. What is not known is in no sum, but counted. */
const sums = {
  currency,
  confirmed: amount,
  estimated: amount,
  /** What WhatsApp billed more (or less) than our confirmed lines say, where it was compared. */
  adjustment: amount,
  messages: z.number(),
  /** Messages whose rate is not known. */
  unpriced: z.number(),
};

/** What messages cost in a span of days, by one dimension. */
export const costs = z.object({
  from: day,
  to: day,
  by: costDimension,
  totals: z.array(z.object(sums)),
  /** `key`: the date, id or word; `automatic` and `none` for messages that no person wrote. `name`: what people call it. */
  groups: z.array(z.object({ key: z.string(), name: z.nullable(z.string()), ...sums })),
  /** Buckets in which WhatsApp's bill is another than ours: one adjustment each. */
  adjustments: z.array(
    z.object({
      day,
      channelId: id,
      market: z.string(),
      category: z.string(),
      type: z.string(),
      currency,
      amount,
      messages: z.number(),
      unpriced: z.number(),
    }),
  ),
  /** Buckets that were compared, how many agree, and the last day that was read; null: none yet. */
  reconciled: z.object({
    buckets: z.number(),
    agreeing: z.number(),
    until: z.nullable(day),
    readAt: z.nullable(time),
  }),
});
export type Costs = z.infer<typeof costs>;

export const costSummaryQuery = z.object({ month: z.optional(month) });

const priced = z.object({ currency, messages: z.number(), amount, unpriced: z.number() });

/** A month at a glance. */
export const costSummary = z.object({
  month,
  currencies: z.array(
    z.object({
      ...sums,
      /** What the month will have cost at the pace of the last weeks; null: it is over, or too little is known. */
      forecast: z.nullable(amount),
      budget: z.nullable(z.object({ amount, state: z.enum(["within", "near", "over"]) })),
    }),
  ),
  /** Free texts of each number in the month; `free`: how many cost nothing, null where no such rule holds. */
  allowances: z.array(
    z.object({ channelId: id, name: z.string(), used: z.number(), free: z.nullable(z.number()) }),
  ),
  lostWindows: z.object({
    count: z.number(),
    /** Still without an answer. */
    open: z.number(),
    /** By what the others ended. */
    reopened: z.number(),
    byMail: z.number(),
    byCustomer: z.number(),
    /** What the templates cost that reopened them. */
    costs: z.array(priced),
  }),
  /** What free texts in the window, and mails outside it, cost less than the templates that they made needless. */
  saved: z.object({ inTime: z.array(priced), byMail: z.array(priced) }),
});
export type CostSummary = z.infer<typeof costSummary>;

/** The budget of a month, and the two rules of prices that Meta's pages leave open. */
export const moneySettings = z.object({
  budget: z.nullable(z.object({ amount, currency })),
  /** Which window makes a utility template free until 2026-09-30: at delivery or at the attempt. */
  utilityWindow: z.enum(["at-delivery", "at-attempt"]),
  /** How long a free entry lasts where WhatsApp names no end. */
  freeEntryHours: z.number(),
  version: z.number(),
});
export type MoneySettings = z.infer<typeof moneySettings>;
export const putMoneySettingsBody = z.strictObject({
  budget: z.nullable(z.strictObject({ amount, currency })),
  utilityWindow: z.enum(["at-delivery", "at-attempt"]),
  freeEntryHours: z.number().check(z.int(), z.minimum(24), z.maximum(168)),
  version: z.number(),
});

/** What a comparison with WhatsApp's bill came to, number by number. */
export const reconciliation = z.object({
  items: z.array(z.object({ channelId: id, days: z.number(), problem: z.nullable(z.string()) })),
});
