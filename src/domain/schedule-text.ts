import { decideSend, decideWindow, type SendDecision, type SendQuestion } from "./send-rules.ts";
import type { Instant } from "./time.ts";
import type { WindowState } from "./window.ts";

/** What a person hears who plans free text for later: it may go, or the window will have closed unless she writes again. */
export type PlanVerdict =
  | { kind: "fits" }
  | { kind: "warn"; state: "closed" | "never"; closesAt: Instant | null };

/** D9, when planned: a warning, never a refusal, since the customer may write until then. */
export function planText(window: WindowState | null, sendAt: Instant): PlanVerdict {
  const refusal = decideWindow(window, sendAt);
  return refusal === null
    ? { kind: "fits" }
    : { kind: "warn", state: refusal.state, closesAt: refusal.closesAt };
}

/** What happens to planned free text when its time has come. */
export type DueVerdict =
  | { kind: "send" }
  | { kind: "wait-for-agent"; because: Extract<SendDecision, { kind: "refused" }> };

/** D9, when due: the same rules as for any sending; what may not go waits for the agent, never sent silently, never lost. */
export function decideDueText(question: SendQuestion): DueVerdict {
  const decision = decideSend(question);
  return decision.kind === "allowed" ? { kind: "send" } : { kind: "wait-for-agent", because: decision };
}
