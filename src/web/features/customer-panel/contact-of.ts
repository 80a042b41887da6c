import type { CustomerDetail } from "#contract/customers.ts";

type Contact = {
  phone: string | null;
  email: string | null;
  username: string | null;
  account: string | null;
};

/** What a customer can be told by; null: there is no such thing, and no phone is made up (D12). */
export function contactOf({ accounts }: CustomerDetail): Contact {
  const current = accounts.flatMap(({ addresses }) => addresses).filter(({ validTo }) => validTo === null);
  const phone = current.find(({ kind }) => kind === "phone" || kind === "wa_id");
  return {
    phone: phone === undefined ? null : `+${phone.value.replace(/^\+/, "")}`,
    email: current.find(({ kind }) => kind === "email")?.value ?? null,
    username: accounts.find(({ username }) => username !== null)?.username ?? null,
    account: current.findLast(({ kind }) => kind === "bsuid")?.value ?? null,
  };
}
