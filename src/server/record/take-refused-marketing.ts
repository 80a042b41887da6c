import type { Draft } from "./draft.ts";
import type { RecordEnv } from "./env.ts";
import { recordSystemLine } from "./record-line.ts";
import type { MessageRow } from "./rows.ts";
import { takeWish } from "./take-wish.ts";

/**
 * WhatsApp says that the customer stopped our marketing (131050): from now on we know it too, and no marketing template is
 * offered or sent any more. Known already, or told again since: nothing changes.
 */
export function takeRefusedMarketing(draft: Draft, env: RecordEnv, message: MessageRow): void {
  const thread = draft.threads.rows.get(message.threadId);
  const before = draft.customers.rows.get(thread?.customerId ?? "");
  if (message.failure?.reason !== "marketing-stopped" || before === undefined) {
    return;
  }
  const at = message.failedAt ?? env.now;
  takeWish(draft, before.id, { wish: "stop", at });
  const after = draft.customers.rows.get(before.id);
  if (before.marketingStoppedAt === null && after?.marketingStoppedAt !== null) {
    recordSystemLine(draft, env, message.threadId, at, { line: "marketing-stopped" });
  }
}
