import type { ChannelAccount, ChannelAdapter, ConnectionProblem } from "#channels/channel.ts";
import { AppError } from "../../errors.ts";

/** Refuses connection data that the provider has something against. */
export async function requireWorking(adapter: ChannelAdapter, account: ChannelAccount): Promise<void> {
  const problems = await findProblems(adapter, account);
  if (problems.length > 0) {
    throw new AppError("CONNECTION_REFUSED", { problems });
  }
}

/** What the provider has against connection data; none: all is well. */
export async function findProblems(
  adapter: ChannelAdapter,
  account: ChannelAccount,
): Promise<ConnectionProblem[]> {
  return adapter.check(account).catch((cause: unknown) => [problemOf(cause)]);
}

/** The answer to connection data of a shape that the adapter can't read. */
export function refuseSettings(cause: unknown): never {
  throw new AppError("CONNECTION_REFUSED", { problems: [problemOf(cause)] }, { cause });
}

function problemOf(cause: unknown): ConnectionProblem {
  return { code: "settings-invalid", detail: cause instanceof Error ? cause.name : "" };
}
