import type { InboundMessage, InboundReaction, Party } from "#channels/channel.ts";
import { addressKey } from "./people.ts";

/** Keys under which a person may be known; these are what a batch loads. */
export function senderKeys(sender: Pick<Party, "waId" | "bsuid" | "parentBsuid" | "email">): string[] {
  const keys: string[] = [];
  if (sender.waId !== null) {
    keys.push(addressKey("wa_id", sender.waId));
  }
  if (sender.bsuid !== null) {
    keys.push(addressKey("bsuid", sender.bsuid));
  }
  if (sender.parentBsuid !== null) {
    keys.push(addressKey("parent_bsuid", sender.parentBsuid));
  }
  if (sender.email !== null) {
    keys.push(addressKey("email", sender.email));
  }
  return keys;
}

const known = new WeakMap<InboundMessage | InboundReaction, readonly string[]>();

/** The same for a message: a change of identity names the old ids and the new ones. Made once for each. */
export function inboundKeys(inbound: InboundMessage | InboundReaction): readonly string[] {
  const keys = known.get(inbound) ?? keysOf(inbound);
  known.set(inbound, keys);
  return keys;
}

function keysOf(inbound: InboundMessage | InboundReaction): string[] {
  const { identityChange: change, ownPhone } =
    inbound.type === "message" ? inbound : { identityChange: undefined, ownPhone: undefined };
  const own = ownPhone === undefined ? [] : [addressKey("wa_id", ownPhone)];
  const keys = [...senderKeys(inbound.sender), ...own];
  if (change === undefined) {
    return keys;
  }
  const { newWaId, oldBsuid, newBsuid } = change;
  const ids = [
    { waId: newWaId, bsuid: oldBsuid },
    { waId: null, bsuid: newBsuid },
  ];
  return [
    ...new Set([...keys, ...ids.flatMap((id) => senderKeys({ ...id, parentBsuid: null, email: null }))]),
  ];
}
