import { presentOrNull } from "./address.ts";
import type { AddressRow, IdentityDecision, KnownIdentities } from "./identity.ts";
import { isValidAt, leadingAt, phoneRows, rowsNamed } from "./match-identity.ts";
import { beginRow } from "./take-phone.ts";
import type { Instant } from "./time.ts";

/** A pair of ids in a send answer or a status, and the message's customer and identity. "" counts as absent. */
export type IdentityPair = {
  readonly customerId: string;
  readonly identityId: string;
  readonly waId: string | null;
  readonly bsuid: string | null;
  readonly scope: string;
  readonly at: Instant;
};

/**
 * Adds what nobody holds to the message's identity, else suggests; never moves a row (N10). A second BSUID of the
 * portfolio is not added: if the number has a new account, its first message says so (N4).
 */
export function decidePair({
  pair,
  known,
}: {
  pair: IdentityPair;
  known: KnownIdentities;
}): IdentityDecision {
  const { customerId, identityId, scope, at } = pair;
  const [waId, bsuid] = [presentOrNull(pair.waId), presentOrNull(pair.bsuid)];
  const phones = waId === null ? [] : phoneRows(known, waId, at);
  const accounts =
    bsuid === null ? [] : leadingAt(rowsNamed(known, { kind: "bsuid", value: bsuid, scope }), at);
  const isOwn = (row: AddressRow) => row.customerId === customerId;
  const others = [...phones, ...accounts].filter((row) => !isOwn(row)).map((row) => row.customerId);
  const verbatim = { kind: "wa_id", value: waId ?? "", scope: "" } as const;
  const hasVerbatim = rowsNamed(known, verbatim).some((row) => isCurrentAt(row, at));
  const hasAccount = known.rows.some(
    (row) => row.identityId === identityId && row.kind === "bsuid" && row.scope === scope,
  );
  return {
    customer: { kind: "existing", customerId },
    identity: { kind: "existing", identityId },
    changes: [
      ...(waId !== null && !hasVerbatim && phones.every((row) => row.identityId === identityId)
        ? [beginRow(verbatim, at)]
        : []),
      ...(bsuid !== null && accounts.length === 0 && !hasAccount
        ? [beginRow({ kind: "bsuid", value: bsuid, scope }, at)]
        : []),
    ],
    lines: [],
    merges: [...new Set(others)].map((from) => ({
      kind: "suggest",
      into: customerId,
      from,
      because: "send-answer",
    })),
    holdQueued: [],
    confirmFirstAnswer: false,
  };
}

function isCurrentAt(row: AddressRow, at: Instant): boolean {
  return row.validTo === null || isValidAt(row, at);
}
