import type { Json } from "#channels/channel.ts";
import { compact, looseFlag, looseId, looseNode, looseObject, looseText, type Node } from "./loose.ts";
import type { Content } from "./read-content.ts";
import { waIdOf } from "./read-party.ts";

/** What a `system` message says about who the sender is now; `kind` is null for types that nobody knows yet (N8, N9). */
export type SystemPayload = {
  kind: "number-changed" | "user-id-changed" | "security-code-changed" | null;
  type: string | null;
  newWaId: string | null;
  newBsuid: string | null;
  oldBsuid: string | null;
  parentBsuid: string | null;
};

const systemShape = looseObject({
  body: looseText,
  type: looseId,
  wa_id: looseId,
  new_wa_id: looseId,
  user_id: looseId,
  previous_user_id: looseId,
  parent_user_id: looseId,
});
const identityShape = looseObject({ acknowledged: looseFlag, hash: looseText });
const outerShape = looseObject({ identity: looseNode });

const kinds: ReadonlyMap<string | null, SystemPayload["kind"]> = new Map([
  ["user_changed_number", "number-changed"],
  ["customer_changed_number", "number-changed"],
  ["user_changed_user_id", "user-id-changed"],
  ["customer_identity_changed", "security-code-changed"],
]);

/** A `system` message: it comes without contacts; the message's `from` is the old number. */
export function readSystem(node: Node, raw: Node): Content {
  const system = systemShape.parse(node);
  const identity = identityShape.parse(outerShape.parse(raw).identity ?? {});
  const said: SystemPayload = {
    kind: kinds.get(system.type) ?? null,
    type: system.type,
    newWaId: waIdOf(system.wa_id) ?? waIdOf(system.new_wa_id),
    newBsuid: system.user_id,
    oldBsuid: system.previous_user_id,
    parentBsuid: system.parent_user_id,
  };
  const payload: { [key: string]: Json } = { system: said };
  const code = compact({ hash: identity.hash, acknowledged: identity.acknowledged });
  const { kind, newWaId, newBsuid, oldBsuid } = said;
  return {
    event: "system",
    kind: "system",
    text: system.body,
    attachments: [],
    payload: code === null ? payload : { ...payload, identity: code },
    ...(kind !== null && { identityChange: { kind, newWaId, newBsuid, oldBsuid } }),
  };
}
