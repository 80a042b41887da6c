import type { AddressRow } from "./identity.ts";

/** Where a WhatsApp message goes: `to` is a phone with "+", `recipient` a BSUID. */
export type Destination =
  | { readonly kind: "to"; readonly value: string }
  | { readonly kind: "recipient"; readonly value: string }
  | { readonly kind: "none"; readonly reason: "no-address" | "phone-needed" };

/** Where the answer to an identity goes (N12): what its last message brought, else the last send answer, else the phone. */
export declare function destinationFor(question: {
  /** The identity's rows, current and ended. */
  readonly rows: readonly AddressRow[];
  readonly lastInbound: { readonly waId: string | null; readonly bsuid: string | null } | null;
  readonly lastAnswerWaId: string | null;
  readonly scope: string;
  /** One-tap, zero-tap and copy-code templates refuse a BSUID (131062). */
  readonly needsPhone: boolean;
}): Destination;
