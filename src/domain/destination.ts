import { phoneKey, presentOrNull } from "./address.ts";
import type { AddressRow } from "./identity.ts";

/** Where a WhatsApp message goes: `to` is a phone with "+", `recipient` a BSUID. */
export type Destination =
  | { readonly kind: "to"; readonly value: string }
  | { readonly kind: "recipient"; readonly value: string }
  | { readonly kind: "none"; readonly reason: "no-address" | "phone-needed" };

/**
 * Where a message to an identity goes (N12): what its last message brought, else the id of the last send answer, else
 * the phone, else the BSUID. Only through rows that are current: a number that changed hands is never written to.
 */
export function destinationFor({
  rows,
  lastInbound,
  lastAnswerWaId,
  scope,
  needsPhone,
}: {
  /** The identity's rows, current and ended. */
  rows: readonly AddressRow[];
  lastInbound: { readonly waId: string | null; readonly bsuid: string | null } | null;
  lastAnswerWaId: string | null;
  /** Our portfolio. */
  scope: string;
  /** One-tap, zero-tap and copy-code templates refuse a BSUID (131062). */
  needsPhone: boolean;
}): Destination {
  const current = rows.filter(({ validTo }) => validTo === null);
  const inboundWaId = held(current, lastInbound?.waId);
  const account = newest(
    current.filter((row) => row.scope === scope),
    "bsuid",
  );
  const phone =
    inboundWaId ?? held(current, lastAnswerWaId) ?? newest(current, "wa_id") ?? newest(current, "phone");
  // Who last wrote without a phone hides it: the BSUID answers, unless the template can't go there.
  const prefersAccount = lastInbound !== null && inboundWaId === null && account !== null;
  if (phone !== null && (needsPhone || !prefersAccount)) {
    return { kind: "to", value: `+${phone.replace(/^\+/, "")}` };
  }
  if (account === null) {
    return { kind: "none", reason: "no-address" };
  }
  return needsPhone ? { kind: "none", reason: "phone-needed" } : { kind: "recipient", value: account };
}

/** The id verbatim, if one of the current phones is that number in any of its variants. */
function held(current: readonly AddressRow[], waId: string | null | undefined): string | null {
  const digits = presentOrNull(waId);
  const isHeld =
    digits !== null &&
    current.some(
      ({ kind, value }) => (kind === "phone" || kind === "wa_id") && phoneKey(value) === phoneKey(digits),
    );
  return isHeld ? digits : null;
}

function newest(current: readonly AddressRow[], kind: AddressRow["kind"]): string | null {
  const rows = current.filter((row) => row.kind === kind).toSorted((a, b) => b.validFrom - a.validFrom);
  return rows[0]?.value ?? null;
}
