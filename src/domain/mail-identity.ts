/** Which customer a mail belongs to (N13). Never by subject. */
export type MailIdentity =
  | {
      readonly kind: "known";
      readonly customerId: string;
      readonly answersMessageId: string | null;
      readonly elsewhere: boolean;
    }
  | { readonly kind: "other-address"; readonly customerId: string; readonly answersMessageId: string }
  | { readonly kind: "new" };

/** Files a mail: a known sender decides; an unknown one joins the thread whose token or Message-ID it carries. */
export declare function decideMailIdentity(question: {
  /** Customer who currently holds the sender's address. */
  readonly senderCustomerId: string | null;
  /** The message of ours that the reply token or In-Reply-To / References names. */
  readonly answered: { readonly customerId: string; readonly messageId: string } | null;
}): MailIdentity;
