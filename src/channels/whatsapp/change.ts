import type { Instant } from "#domain/time.ts";
import type { Node } from "./loose.ts";

/** One `changes[]` item of a webhook with what its entry and its metadata say about it. */
export type Change = {
  /** The WABA; "0" in the payload of Meta's test button. */
  accountRef: string;
  field: string;
  /** phone_number_id; null on management fields. */
  channelRef: string | null;
  /** Digits of our own number: they tell our messages from the customer's in imported history. */
  ownDigits: string | null;
  at: Instant | null;
  value: Node;
};
