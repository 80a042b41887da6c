import type { BillingTerms, ChannelAccount } from "#channels/channel.ts";
import { readAccount } from "./config.ts";
import { type GraphSettings, graphPath } from "./graph-client.ts";
import { looseId, looseObject } from "./loose.ts";
import { requireAnswer } from "./require-answer.ts";

const patienceMs = 10_000;
const termsShape = looseObject({ currency: looseId, timezone_id: looseId });

/** Currency and time zone of the account, both fixed for ever (§1.10); Meta names some time zones by a number of its own. */
export async function readBillingTerms(
  settings: GraphSettings,
  account: ChannelAccount,
): Promise<BillingTerms> {
  const { wabaId, accessToken } = readAccount(account);
  const path = `${graphPath(wabaId)}?fields=currency,timezone_id`;
  const signal = AbortSignal.timeout(patienceMs);
  const terms = termsShape.parse(await requireAnswer(settings, { method: "GET", path, accessToken, signal }));
  return {
    currency: /^[A-Z]{3}$/.test(terms.currency ?? "") ? terms.currency : null,
    timeZone: terms.timezone_id?.includes("/") === true ? terms.timezone_id : null,
  };
}
