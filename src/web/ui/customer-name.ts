import { formatPhone } from "./format-phone.ts";

/** The name of a customer, or how they can be reached while nobody has named them. */
export function customerName(customer: { name: string; phone: string | null; email: string | null }): string {
  const name = customer.name.trim();
  if (name !== "" && !/^\+?\d+$/.test(name)) {
    return name;
  }
  return customer.phone !== null ? formatPhone(customer.phone) : name || (customer.email ?? "");
}
