import type { Context } from "../../context.ts";
import type { Transaction } from "../../db/connect.ts";
import { newId } from "../../ids.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { refuseHeld, storeAddress } from "./add-address.ts";
import type { AddressColumns } from "./customer-detail.queries.ts";
import { findHomeCountry } from "./customers.queries.ts";
import {
  endAddressRows,
  forgetUnreachable,
  insertAddressOf,
  isKnownToProvider,
} from "./edit-customer.queries.ts";
import { findEditable } from "./end-address.ts";
import { readEmail, readPhone, type TypedAddress } from "./read-address.ts";

/**
 * Corrects a phone or mail address: the old one ends, the new one begins. Of somebody whom WhatsApp or a mail has shown
 * already another number may be another account: it gets an identity of its own, whose window is closed (W12).
 */
export async function updateAddress(
  ctx: Context,
  input: { workspaceId: string; id: string; address: { phone: string } | { email: string } },
): Promise<{ id: string; identityId: string }> {
  const { workspaceId, id, address: wished } = input;
  return editWorkspace(ctx, workspaceId, async (db, events) => {
    const { address, threadId } = await findEditable(db, workspaceId, id);
    const typed =
      "phone" in wished
        ? await readPhone(wished.phone, await findHomeCountry(db, workspaceId))
        : readEmail(wished.email);
    if (typed.value === address.value) {
      return { id, identityId: address.identityId };
    }
    if (typed.matchKey !== address.matchKey) {
      await refuseHeld(db, workspaceId, [typed]);
    }
    events.push({ kind: "customer.changed", threadId, customerId: address.customerId });
    return replace(db, { workspaceId, address, typed, at: ctx.now() });
  });
}

async function replace(
  db: Transaction,
  change: { workspaceId: string; address: AddressColumns; typed: TypedAddress; at: number },
): Promise<{ id: string; identityId: string }> {
  const { workspaceId, address, typed, at } = change;
  const { identityId, customerId, matchKey } = address;
  await endAddressRows(db, { workspaceId, identityId, matchKey, at });
  const isSameKind = (typed.kind === "email") === (address.kind === "email");
  const isSamePerson =
    isSameKind && (typed.matchKey === matchKey || !(await isKnownToProvider(db, workspaceId, identityId)));
  if (!isSamePerson) {
    await forgetUnreachable(db, { workspaceId, identityId });
    return storeAddress(db, { workspaceId, customerId, typed, at });
  }
  const id = newId();
  const { kind, value } = typed;
  await insertAddressOf(db, {
    workspaceId,
    id,
    customerId,
    identityId,
    kind,
    value,
    matchKey: typed.matchKey,
    at,
  });
  return { id, identityId };
}
