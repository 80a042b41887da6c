import type { JsonObject } from "../json.ts";
import { asText } from "../json.ts";
import { optionalText, requireValid } from "../messages/require.ts";
import type { PhoneNumber } from "../model.ts";

/** Sources disagree on the description (256 or 512, whatsapp-platform §10): the larger number is taken. */
const limits: readonly (readonly [name: string, maximum: number])[] = [
  ["about", 139],
  ["address", 256],
  ["description", 512],
  ["email", 128],
  ["profile_picture_handle", 4_096],
];
const verticals = new Set(
  `OTHER AUTO BEAUTY APPAREL EDU ENTERTAIN EVENT_PLAN FINANCE GROCERY GOVT HOTEL HEALTH NONPROFIT PROF_SERVICES RETAIL
TRAVEL RESTAURANT ALCOHOL ONLINE_GAMBLING PHYSICAL_GAMBLING OTC_DRUGS UNDEFINED`.split(/\s/),
);

/** Changes what customers read about the business, within its limits (§7.6). */
export function changeProfile(phoneNumber: PhoneNumber, body: JsonObject): JsonObject {
  const { messaging_product: product, ...profile } = body;
  requireValid(product === "whatsapp", "messaging_product must be whatsapp.");
  for (const [name, maximum] of limits) {
    optionalText(profile, name, name, maximum);
  }
  const vertical = asText(profile.vertical);
  requireValid(vertical === null || verticals.has(vertical), `vertical ${vertical} is not known.`);
  const websites = profile.websites ?? [];
  const isList = Array.isArray(websites) && websites.length <= 2;
  requireValid(isList, "websites must be a list of at most 2 addresses.");
  for (const website of Array.isArray(websites) ? websites : []) {
    optionalText({ website }, "website", "websites", 256);
  }
  const { profile_picture_handle: handle, ...words } = profile;
  Object.assign(phoneNumber.profile, words);
  if (asText(handle) !== null) {
    phoneNumber.profile.profile_picture_url = `https://example.com/profile/${phoneNumber.id}.jpg`;
  }
  return { success: true };
}
