import type { ChannelAccount } from "#channels/channel.ts";
import { readAccount } from "./config.ts";
import { type GraphSettings, graphPath } from "./graph-client.ts";
import { looseObject, looseText } from "./loose.ts";
import { requireAnswer } from "./require-answer.ts";

const patienceMs = 20_000;
const numberShape = looseObject({ display_phone_number: looseText });

/** The connected number as people know it, "+34600900001", from Meta's spaced form; null when Meta names none. */
export async function readNumber(settings: GraphSettings, account: ChannelAccount): Promise<string | null> {
  const { phoneNumberId, accessToken } = readAccount(account);
  const path = `${graphPath(phoneNumberId)}?fields=id,display_phone_number`;
  const signal = AbortSignal.timeout(patienceMs);
  const body = numberShape.parse(await requireAnswer(settings, { method: "GET", path, accessToken, signal }));
  const digits = body.display_phone_number?.replaceAll(/\D/g, "") ?? "";
  return digits === "" ? null : `+${digits}`;
}
