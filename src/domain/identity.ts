import { type AddressKind, presentOrNull } from "./address.ts";
import { fileAsNew, fileWithMatch } from "./file-identity.ts";
import { leadingAt, matchSender, rowsNamed } from "./match-identity.ts";
import { beginRow } from "./take-phone.ts";
import type { Instant } from "./time.ts";

/** A stored address. Current while validTo is null; a late message is matched with the rows valid at its sentAt. */
export type AddressRow = {
  readonly id: string;
  readonly customerId: string;
  readonly identityId: string;
  readonly kind: AddressKind;
  readonly value: string;
  /** The business portfolio of a bsuid or parent_bsuid, "" for the others. */
  readonly scope: string;
  readonly validFrom: Instant;
  readonly validTo: Instant | null;
};

/** A customer that owns one of the loaded rows. */
export type CustomerFacts = {
  readonly id: string;
  readonly createdAt: Instant;
  readonly lastWroteAt: Instant | null;
  /** Any message in either direction, or a note. */
  readonly hasMessages: boolean;
};

/** A WhatsApp identity that owns one of the loaded rows, with what its last message brought. */
export type IdentityFacts = {
  readonly id: string;
  readonly customerId: string;
  readonly lastInboundAt: Instant | null;
  readonly lastInboundWaId: string | null;
};

/** What a WhatsApp message says about its sender; "" counts as absent. `scope` = our portfolio. */
export type Sender = {
  readonly waId: string | null;
  readonly bsuid: string | null;
  readonly parentBsuid: string | null;
  readonly scope: string;
  readonly sentAt: Instant;
};

/** What is stored: every row (current and ended) of every customer that one of the sender's keys leads to. */
export type KnownIdentities = {
  readonly rows: readonly AddressRow[];
  readonly customers: readonly CustomerFacts[];
  readonly identities: readonly IdentityFacts[];
};

/** Applied in order. An `add` belongs to the filed customer and identity. */
export type RowChange =
  | {
      readonly kind: "add";
      readonly address: { readonly kind: AddressKind; readonly value: string; readonly scope: string };
      readonly validFrom: Instant;
      readonly validTo: Instant | null;
    }
  | { readonly kind: "end"; readonly rowId: string; readonly validTo: Instant };

/** A line in a thread. `customerId` null: the thread of the customer that the message is filed with. */
export type IdentityLine = {
  readonly line:
    | "phone-changed"
    | "phone-joined"
    | "phone-left"
    | "account-changed"
    | "number-changed"
    | "user-id-changed"
    | "security-code-changed";
  readonly customerId: string | null;
  /** The old and the new value, as the line shows them. */
  readonly from: string | null;
  readonly to: string | null;
};

/** Two cards of one person. A merge by rule is reversible; a suggestion is shown in the threads of both. */
export type MergeVerdict = {
  readonly kind: "merge" | "suggest";
  /** The customer that stays; null: the filed one, when it is new. */
  readonly into: string | null;
  readonly from: string;
  readonly because:
    | "empty-card"
    | "same-bsuid"
    | "same-phone"
    | "same-phone-key"
    | "former-phone"
    | "send-answer";
};

export type IdentityDecision = {
  readonly customer: { readonly kind: "existing"; readonly customerId: string } | { readonly kind: "new" };
  readonly identity: { readonly kind: "existing"; readonly identityId: string } | { readonly kind: "new" };
  readonly changes: readonly RowChange[];
  readonly lines: readonly IdentityLine[];
  readonly merges: readonly MergeVerdict[];
  /** Customers whose queued messages to this phone wait for a person (N5). */
  readonly holdQueued: readonly { readonly customerId: string; readonly phoneKey: string }[];
  /** N4: the first free answer asks to confirm, and "separar" is offered. */
  readonly confirmFirstAnswer: boolean;
};

/** Files a WhatsApp message with exactly one customer and one identity, at once (N1–N7). */
export function decideIdentity({
  sender: said,
  known,
}: {
  sender: Sender;
  known: KnownIdentities;
}): IdentityDecision {
  const sender = {
    ...said,
    waId: presentOrNull(said.waId),
    bsuid: presentOrNull(said.bsuid),
    parentBsuid: presentOrNull(said.parentBsuid),
  };
  const match = matchSender(sender, known);
  const decision = match === null ? fileAsNew(sender, known) : fileWithMatch(match, sender, known);
  return { ...decision, changes: [...decision.changes, ...parentRow(sender, known)] };
}

/** The parent BSUID goes with the identity that brought it first. */
function parentRow({ parentBsuid, scope, sentAt }: Sender, known: KnownIdentities): RowChange[] {
  if (parentBsuid === null) {
    return [];
  }
  const parent = { kind: "parent_bsuid", value: parentBsuid, scope } as const;
  return leadingAt(rowsNamed(known, parent), sentAt).length > 0 ? [] : [beginRow(parent, sentAt)];
}
