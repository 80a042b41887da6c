import type { AccountView } from "#contract/customers.ts";
import { failureReason } from "../../ui/failure-reason.ts";
import { formatPhone } from "../../ui/format-phone.ts";
import type { Words } from "../../ui/use-words.ts";

/** What the panel says of an account; `editable` is the phone or mail address that people may change. */
export type AccountWords = {
  title: string;
  reason: string;
  trouble: string | null;
  editable: { id: string; kind: "phone" | "email"; value: string } | null;
};

/** Puts N12 into words: the address in use and why, and whether the last message to it failed for the address's sake. */
export function describeAccount(account: AccountView, words: Words): AccountWords {
  const { sendsTo, addresses } = account;
  const { value } = sendsTo;
  const phone = addresses.find(
    ({ kind, validTo }) => (kind === "phone" || kind === "wa_id") && validTo === null,
  );
  const email = addresses.findLast(({ kind, validTo }) => kind === "email" && validTo === null);
  const own = email ?? phone;
  return {
    title: titleOf(account, phone?.value ?? null, words),
    reason:
      sendsTo.kind === "email"
        ? words(sendsTo.because === "typed" ? "panel.why.emailTyped" : "panel.why.emailWrote")
        : words(`panel.why.${sendsTo.because}`, { address: formatPhone(value ?? "") }),
    trouble: troubleOf(account, words),
    editable:
      own === undefined
        ? null
        : { id: own.id, kind: own === email ? "email" : "phone", value: withPlus(own.kind, own.value) },
  };
}

function titleOf({ sendsTo, addresses }: AccountView, phone: string | null, words: Words): string {
  if (sendsTo.kind === "email") {
    return sendsTo.value ?? "";
  }
  if (sendsTo.kind === "phone") {
    return formatPhone(sendsTo.value ?? "");
  }
  // An id of WhatsApp's is nothing that people know somebody by, and no phone is made of it (D12).
  const former = addresses.findLast(({ kind }) => kind === "phone" || kind === "wa_id" || kind === "email");
  const known = phone ?? (sendsTo.kind === "none" ? (former?.value ?? null) : null);
  return known === null ? words("panel.account") : formatPhone(known);
}

/** Reasons that lie in the address itself. */
const addressReasons = new Set([
  "not-on-whatsapp",
  "mailbox-unknown",
  "mailbox-full",
  "mailbox-refused",
  "country-restricted",
]);

function troubleOf({ lastDelivery }: AccountView, words: Words): string | null {
  const reason = lastDelivery?.reason ?? null;
  const isFailed = lastDelivery?.status === "failed" || lastDelivery?.status === "expired";
  return isFailed && reason !== null && addressReasons.has(reason)
    ? words(`failure.${failureReason(reason)}.title`)
    : null;
}

function withPlus(kind: string, value: string): string {
  return kind === "wa_id" && !value.startsWith("+") ? `+${value}` : value;
}
