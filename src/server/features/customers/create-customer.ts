import type { Context } from "../../context.ts";
import { newId } from "../../ids.ts";
import { editWorkspace } from "../edit-workspace.ts";
import { refuseHeld, storeAddress } from "./add-address.ts";
import { findHomeCountry, insertCustomer } from "./customers.queries.ts";
import { readEmail, readPhone } from "./read-address.ts";

/** Somebody to write to, or to keep notes on until there is an address. */
export type NewCustomer = {
  workspaceId: string;
  name: string;
  phone?: string | undefined;
  email?: string | undefined;
  language?: string | undefined;
};

/** Adds a customer and the thread. A phone or mail address that somebody has leads to that customer's thread (N6). */
export async function createCustomer(
  ctx: Context,
  { workspaceId, name, phone, email, language }: NewCustomer,
): Promise<{ id: string; threadId: string }> {
  return editWorkspace(ctx, workspaceId, async (db, events) => {
    const typed = [
      ...(phone === undefined ? [] : [await readPhone(phone, await findHomeCountry(db, workspaceId))]),
      ...(email === undefined ? [] : [readEmail(email)]),
    ];
    await refuseHeld(db, workspaceId, typed);
    const at = ctx.now();
    const [id, threadId] = [newId(), newId()];
    await insertCustomer(db, {
      workspaceId,
      customerId: id,
      threadId,
      name,
      language: language ?? null,
      at,
    });
    for (const address of typed) {
      await storeAddress(db, { workspaceId, customerId: id, typed: address, at });
    }
    events.push({ kind: "thread.changed", threadId });
    return { id, threadId };
  });
}
