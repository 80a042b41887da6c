import type { Instant } from "#domain/time.ts";
import type { Fact } from "../record/facts.ts";

/** What nobody else will settle: attempts whose process died, and free text whose window closed while it waited. */
export type Swept = {
  lost: readonly { messageId: string; attemptId: string }[];
  closed: readonly { messageId: string; automatic: boolean }[];
  at: Instant;
};

/** An attempt that nobody will tell of is unknown, even if its call never happened (L7); closed texts are taken back (F14). */
export function decideSwept(workspaceId: string, { lost, closed, at }: Swept): Fact[] {
  return [
    ...lost.map(({ messageId, attemptId }): Fact => {
      const outcome = { kind: "unknown", detail: "The process that called the provider died" } as const;
      return { type: "attempt-finished", workspaceId, messageId, attemptId, at, outcome, retry: false };
    }),
    ...closed.map(({ messageId, automatic }): Fact => {
      const reason = automatic ? "superseded" : "window";
      return { type: "withdrawn", workspaceId, messageId, attemptId: null, at, reason };
    }),
  ];
}
