import * as z from "zod/mini";
import { id } from "./primitives.ts";

const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(200));
const phone = z.string().check(z.maxLength(40));
const email = z.string().check(z.maxLength(320));

/** A new customer; at least one address is needed. */
export const createCustomerBody = z.strictObject({
  name,
  phone: z.optional(phone),
  email: z.optional(email),
  language: z.optional(z.string().check(z.maxLength(20))),
});
export const createdCustomer = z.object({ id, threadId: id });

/** An address added to a customer who exists (C4). */
export const addAddressBody = z.union([z.strictObject({ phone }), z.strictObject({ email })]);
export const addedAddress = z.object({ id, identityId: id });
