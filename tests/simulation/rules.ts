import { decideWindow } from "#domain/send-rules.ts";
import type { Instant } from "#domain/time.ts";
import { type WindowRecord, windowStateAt } from "#domain/window.ts";
import { decideCall } from "#server/delivery/decide-call.ts";
import { decideReceipt } from "#server/delivery/decide-receipt.ts";
import { decideSwept } from "#server/delivery/decide-swept.ts";
import { planClaim } from "#server/delivery/plan-claim.ts";
import { decideFact } from "#server/record/decide-facts.ts";
import type { Clocked } from "./clocks.ts";
import type { DeliveryEnd } from "./steps.ts";

/** The seams of a run: the product's decisions and promises. A planted bug replaces one of them. */
export type Rules = {
  decideFact: typeof decideFact;
  /** Whether an agent may give free text, as screen and API ask. */
  mayWrite(window: WindowRecord | null, now: Instant): boolean;
  planClaim: typeof planClaim;
  decideCall: typeof decideCall;
  decideReceipt: typeof decideReceipt;
  decideSwept: typeof decideSwept;
  /** Whether a process that shows this lease may touch a queue row. */
  mayTouch(row: { leaseId: string | null }, leaseId: string): boolean;
  /** Whose limits a worker draws slots from. */
  limitsOf(worker: Clocked): string;
  /** Whether the sender of a webhook hears 200. */
  acknowledges(end: DeliveryEnd): boolean;
};

/** The product as it is. */
export const trueRules: Rules = {
  decideFact,
  mayWrite: (window, now) => decideWindow(windowStateAt(window, now), now) === null,
  planClaim,
  decideCall,
  decideReceipt,
  decideSwept,
  mayTouch: (row, leaseId) => row.leaseId === leaseId,
  limitsOf: () => "shared",
  acknowledges: (end) => end === "answered",
};
