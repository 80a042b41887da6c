import type { BillingTerms, ChannelAccount, ChannelAdapter } from "#channels/channel.ts";
import type { Context } from "../../context.ts";
import { isTimeZone } from "../require-time-zone.ts";

/**
 * How the account is billed: as the owner says, else as the provider does. A provider that does not tell now is no reason
 * not to connect: then the workspace's own hold.
 */
export async function readTerms(
  ctx: Pick<Context, "log">,
  { adapter, account, said }: { adapter: ChannelAdapter; account: ChannelAccount; said: BillingTerms },
): Promise<BillingTerms> {
  if (adapter.readBillingTerms === undefined || (said.currency !== null && said.timeZone !== null)) {
    return said;
  }
  try {
    const told = await adapter.readBillingTerms(account);
    const timeZone = told.timeZone !== null && isTimeZone(told.timeZone) ? told.timeZone : null;
    return { currency: said.currency ?? told.currency, timeZone: said.timeZone ?? timeZone };
  } catch (error) {
    ctx.log.warn({ err: error, channelId: account.id }, "How an account is billed could not be read");
    return said;
  }
}
