/** Which customer a mail belongs to (N13). Never by subject. */
export type MailIdentity =
  | {
      /** The sender's address is known: its customer decides. */
      readonly kind: "known";
      readonly customerId: string;
      /** Our message that it answers; in another customer's thread, only a link leads there. */
      readonly answersMessageId: string | null;
      readonly elsewhere: boolean;
    }
  | {
      /** An unknown address answers a mail of ours: that thread, marked "desde otra dirección", link offered. */
      readonly kind: "other-address";
      readonly customerId: string;
      readonly answersMessageId: string;
    }
  | { readonly kind: "new" };

/** Files a mail: a known sender decides; an unknown one joins the thread whose token or Message-ID it carries. */
export function decideMailIdentity({
  senderCustomerId,
  answered,
}: {
  /** Customer who currently holds the sender's address. */
  senderCustomerId: string | null;
  /** The message of ours that the reply token, or else In-Reply-To and References, names. */
  answered: { readonly customerId: string; readonly messageId: string } | null;
}): MailIdentity {
  if (senderCustomerId !== null) {
    return {
      kind: "known",
      customerId: senderCustomerId,
      answersMessageId: answered?.messageId ?? null,
      elsewhere: answered !== null && answered.customerId !== senderCustomerId,
    };
  }
  return answered === null
    ? { kind: "new" }
    : { kind: "other-address", customerId: answered.customerId, answersMessageId: answered.messageId };
}
