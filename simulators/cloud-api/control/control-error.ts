import type { Customer, PhoneNumber, Template, Waba } from "../model.ts";
import type { Store } from "../store.ts";
import { findCustomer } from "../store.ts";

/** An order that the control API can't follow; says why in words. */
export class ControlError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** The customer of a control call: by wa_id, BSUID or key. */
export function requireCustomer(store: Store, id: string): Customer {
  const customer = findCustomer(store, id);
  if (!customer) {
    throw new ControlError(404, `No customer ${id}: add her with POST /control/customers`);
  }
  return customer;
}

/** The number of the business that a control call names, else its first one. */
export function requirePhoneNumber(store: Store, id: string | undefined): PhoneNumber {
  const phoneNumber = id === undefined ? [...store.phoneNumbers.values()][0] : store.phoneNumbers.get(id);
  if (!phoneNumber) {
    throw new ControlError(404, `No phone number ${id ?? ""}`);
  }
  return phoneNumber;
}

/** The account that a control call names, else the first one. */
export function requireWaba(store: Store, id: string | undefined): Waba {
  const waba = id === undefined ? [...store.wabas.values()][0] : store.wabas.get(id);
  if (!waba) {
    throw new ControlError(404, `No account ${id ?? ""}`);
  }
  return waba;
}

/** The template with this id, else the first one with this name. */
export function requireTemplate(store: Store, id: string): Template {
  const named = [...store.templates.values()].find((template) => template.name === id);
  const template = store.templates.get(id) ?? named;
  if (!template) {
    throw new ControlError(404, `No template ${id}`);
  }
  return template;
}
