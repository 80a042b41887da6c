import type { PriceRecipient } from "#domain/pricing.ts";
import type { Draft } from "./draft.ts";
import { addressesOfIdentity } from "./people.ts";

/** Who pays decides the market: what WhatsApp named in its answer or in a message, else the phone, else the BSUID. */
export function priceRecipient(draft: Draft, identityId: string | null): PriceRecipient | null {
  const identity = draft.identities.rows.get(identityId ?? "");
  if (identity === undefined) {
    return null;
  }
  const named = identity.lastAnswerWaId ?? identity.lastInboundWaId;
  if (named !== null) {
    return { kind: "phone", digits: named };
  }
  const rows = addressesOfIdentity(draft, identity).filter((row) => row.validTo === null);
  const phone = rows.find(({ kind }) => kind === "wa_id") ?? rows.find(({ kind }) => kind === "phone");
  if (phone !== undefined) {
    return { kind: "phone", digits: phone.value.replaceAll(/\D/g, "") };
  }
  const bsuid = rows.find(({ kind }) => kind === "bsuid");
  return bsuid === undefined ? { kind: "phone", digits: "" } : { kind: "bsuid", bsuid: bsuid.value };
}
