import type { Instant } from "#domain/time.ts";
import type { Context } from "../../context.ts";
import type { Transaction } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { findHolder, findHomeCountry, findThreadOfCustomer, insertAddress } from "./customers.queries.ts";
import { readEmail, readPhone, type TypedAddress } from "./read-address.ts";

/** Adds a phone or mail address to a customer who exists (C4); one that somebody holds is refused (N6). */
export async function addAddress(
  ctx: Context,
  input: { workspaceId: string; customerId: string; address: { phone: string } | { email: string } },
): Promise<{ id: string; identityId: string }> {
  const { workspaceId, customerId, address } = input;
  return editWorkspace(ctx, workspaceId, async (db, events) => {
    const threadId = await findThreadOfCustomer(db, workspaceId, customerId);
    if (threadId === null) {
      throw new AppError("NOT_FOUND");
    }
    const typed =
      "phone" in address
        ? await readPhone(address.phone, await findHomeCountry(db, workspaceId))
        : readEmail(address.email);
    await refuseHeld(db, workspaceId, [typed]);
    events.push({ kind: "customer.changed", threadId, customerId });
    return storeAddress(db, { workspaceId, customerId, typed, at: ctx.now() });
  });
}

/** Throws CUSTOMER_EXISTS when somebody has one of these addresses, in whatever variant of the phone. */
export async function refuseHeld(
  db: Transaction,
  workspaceId: string,
  typed: readonly TypedAddress[],
): Promise<void> {
  const holder = await findHolder(
    db,
    workspaceId,
    typed.map(({ matchKey }) => matchKey),
  );
  if (holder !== null) {
    throw new AppError("CUSTOMER_EXISTS", { threadId: holder.threadId });
  }
}

/** Stores an address that nobody holds, with an identity of its own. */
export async function storeAddress(
  db: Transaction,
  input: { workspaceId: string; customerId: string; typed: TypedAddress; at: Instant },
): Promise<{ id: string; identityId: string }> {
  const { workspaceId, customerId, typed, at } = input;
  const id = newId();
  const identityId = newId();
  await insertAddress(db, { workspaceId, customerId, identityId, addressId: id, ...typed, at });
  return { id, identityId };
}
