import type { ChannelAccount, ChannelAdapter } from "#channels/channel.ts";
import type { Context } from "../../context.ts";
import type { Transaction } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { findChannel, isCharged, saveCurrency } from "./channels.queries.ts";

/** Refuses a currency when the provider says that the account is billed in another; one that does not tell refuses nothing. */
export async function requireToldCurrency(
  ctx: Pick<Context, "log">,
  { account, adapter, currency }: { account: ChannelAccount; adapter: ChannelAdapter; currency: string },
): Promise<void> {
  try {
    const told = (await adapter.readBillingTerms?.(account))?.currency ?? null;
    if (told !== null && told !== currency) {
      throw new AppError("CURRENCY_FIXED", { because: "told", currency: told });
    }
  } catch (error) {
    if (error instanceof AppError) {
      throw error;
    }
    ctx.log.warn({ err: error, channelId: account.id }, "How an account is billed could not be read");
  }
}

/**
 * Says in which currency the account of a number is billed: of all its numbers, and only until something was charged, for
 * WhatsApp never changes it (§1.10) and what was charged stays as it is.
 */
export async function changeCurrency(
  db: Transaction,
  workspaceId: string,
  { id, currency }: { id: string; currency: string },
): Promise<void> {
  const current = (await findChannel(db, workspaceId, id))?.currency;
  if (current !== currency && (await isCharged(db, workspaceId, id))) {
    throw new AppError("CURRENCY_FIXED", { because: "charged", currency: current });
  }
  await saveCurrency(db, workspaceId, { id, currency });
}
