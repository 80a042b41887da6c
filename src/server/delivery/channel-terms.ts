import type { ChannelAccount, ChannelAdapter } from "#channels/channel.ts";
import { type NumberLimit, numberLimit, numberPace } from "#domain/limits.ts";
import type { Context } from "../context.ts";

/** How a channel sends: who speaks to its provider, with which secrets, how fast. */
export type ChannelTerms = {
  account: ChannelAccount;
  adapter: ChannelAdapter;
  numberLimit: NumberLimit | null;
};

/** The connected channels of a workspace by id. One whose account or adapter is missing is not among them. */
export async function findTerms(ctx: Context, workspaceId: string): Promise<Map<string, ChannelTerms>> {
  const terms = new Map<string, ChannelTerms>();
  for (const account of await ctx.accounts.list(workspaceId)) {
    const adapter = ctx.adapters.get(account.kind);
    if (adapter !== undefined) {
      terms.set(account.id, { account, adapter, numberLimit: adapter.hasWindow ? limitOf(account) : null });
    }
  }
  return terms;
}

/** 80 messages a second, unless the owner knows that Meta upgraded the number (`messagesPerSecond` of its config). */
function limitOf({ config }: ChannelAccount): NumberLimit {
  const isObject = typeof config === "object" && config !== null && !Array.isArray(config);
  const perSecond = isObject ? config.messagesPerSecond : undefined;
  return typeof perSecond === "number" && perSecond >= 1 && perSecond <= 1_000
    ? numberPace(perSecond)
    : numberLimit;
}
