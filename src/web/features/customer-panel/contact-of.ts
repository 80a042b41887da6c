import type { CustomerDetail } from "#contract/customers.ts";

/** The phone and the mail address that a customer can be told by; null: there is none, and none is made up (D12). */
export function contactOf({ accounts }: CustomerDetail): { phone: string | null; email: string | null } {
  const current = accounts.flatMap(({ addresses }) => addresses).filter(({ validTo }) => validTo === null);
  const phone = current.find(({ kind }) => kind === "phone" || kind === "wa_id");
  return {
    phone: phone === undefined ? null : `+${phone.value.replace(/^\+/, "")}`,
    email: current.find(({ kind }) => kind === "email")?.value ?? null,
  };
}
