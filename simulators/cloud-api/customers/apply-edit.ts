import { asObject, asText } from "../json.ts";
import type { Message } from "../model.ts";
import type { Simulator } from "../simulator.ts";

/** Puts an edit or a revocation on the message that it names: the writer's own, in the same thread (§4.3). */
export function applyEdit(simulator: Simulator, change: Message, customerKey: string): void {
  const node = asObject(change.content[change.type]);
  const target = simulator.store.messages.get(asText(node?.original_message_id) ?? "");
  if (target?.customerKey !== customerKey || target.direction !== change.direction) {
    return;
  }
  if (change.type === "edit") {
    target.edited = asObject(node?.message);
  }
  if (change.type === "revoke") {
    target.isRevoked = true;
  }
}
