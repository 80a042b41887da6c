import { createHash } from "node:crypto";
import { callingCodeOf } from "./messages/phone-numbers.ts";
import type { PhoneNumber, Template } from "./model.ts";
import type { PhoneNumberSeed, TemplateSeed, WabaSeed } from "./options.ts";
import type { Store } from "./store.ts";

/** Puts the accounts, numbers and templates of the options into the memory. */
export function seedStore(store: Store, wabas: readonly WabaSeed[]): void {
  for (const waba of wabas) {
    store.wabas.set(waba.id, {
      id: waba.id,
      name: waba.name,
      timeZone: waba.timeZone,
      currency: waba.currency ?? "USD",
      isSubscribed: true,
      overrideCallbackUri: null,
      isVerified: waba.isVerified ?? true,
      isLocked: false,
      restrictions: [],
      hasPaymentMethod: true,
      authInternationalSince: null,
      reviewStatus: "APPROVED",
    });
    for (const seed of waba.phoneNumbers) {
      store.phoneNumbers.set(seed.id, readPhoneNumber(waba.id, seed));
    }
    for (const seed of waba.templates ?? []) {
      const template = readTemplate(waba.id, seed);
      store.templates.set(template.id, template);
    }
  }
}

/** A number that is registered and may write to everybody, unless the seed says otherwise. */
export function readPhoneNumber(wabaId: string, seed: PhoneNumberSeed): PhoneNumber {
  const digits = seed.displayPhoneNumber.replace(/\D/g, "");
  return {
    id: seed.id,
    wabaId,
    displayPhoneNumber: seed.displayPhoneNumber,
    digits,
    callingCode: callingCodeOf(digits),
    verifiedName: seed.verifiedName,
    qualityRating: seed.qualityRating ?? "GREEN",
    profile: { about: seed.verifiedName, vertical: "HOTEL" },
    status: "CONNECTED",
    nameStatus: "APPROVED",
    throughputLevel: "STANDARD",
    isCodeVerified: true,
    sentCode: null,
    codesSentAt: [],
    pin: null,
    registeredAt: [],
    overrideCallbackUri: null,
    automation: { enable_welcome_message: false, prompts: [], commands: [] },
    allowedRecipients: seed.allowedRecipients ?? null,
  };
}

function readTemplate(wabaId: string, seed: TemplateSeed): Template {
  return {
    id: seed.id ?? templateId(`${wabaId}|${seed.name}|${seed.language}`),
    wabaId,
    name: seed.name,
    language: seed.language,
    category: seed.category.toUpperCase(),
    previousCategory: null,
    status: (seed.status ?? "APPROVED").toUpperCase(),
    parameterFormat: seed.parameterFormat ?? "POSITIONAL",
    components: seed.components.map((component) => ({ ...component })),
    qualityScore: seed.qualityScore ?? "UNKNOWN",
    rejectedReason: seed.rejectedReason ?? "NONE",
    ...freshTemplateState(),
  };
}

/** What a template has not been through yet. */
export function freshTemplateState(): Pick<
  Template,
  | "messageSendTtlSeconds"
  | "reviewDueAt"
  | "pauses"
  | "pausedUntil"
  | "recategorisation"
  | "editedAt"
  | "sentCount"
> {
  return {
    messageSendTtlSeconds: null,
    reviewDueAt: null,
    pauses: 0,
    pausedUntil: null,
    recategorisation: null,
    editedAt: [],
    sentCount: 0,
  };
}

/** A number below 2^53 that stays the same from run to run: webhooks carry template ids as numbers. */
export function templateId(key: string): string {
  const hash = createHash("sha256").update(key).digest("hex").slice(0, 12);
  return `1${(BigInt(`0x${hash}`) % 10n ** 14n).toString().padStart(14, "0")}`;
}
