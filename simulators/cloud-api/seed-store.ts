import { createHash } from "node:crypto";
import { callingCodeOf } from "./messages/phone-numbers.ts";
import type { Template } from "./model.ts";
import type { TemplateSeed, WabaSeed } from "./options.ts";
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
    });
    for (const seed of waba.phoneNumbers) {
      const digits = seed.displayPhoneNumber.replace(/\D/g, "");
      store.phoneNumbers.set(seed.id, {
        id: seed.id,
        wabaId: waba.id,
        displayPhoneNumber: seed.displayPhoneNumber,
        digits,
        callingCode: callingCodeOf(digits),
        verifiedName: seed.verifiedName,
        qualityRating: seed.qualityRating ?? "GREEN",
        profile: { about: seed.verifiedName, vertical: "HOTEL" },
      });
    }
    for (const seed of waba.templates ?? []) {
      const template = readTemplate(waba.id, seed);
      store.templates.set(template.id, template);
    }
  }
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
  "messageSendTtlSeconds" | "reviewDueAt" | "pauses" | "pausedUntil" | "recategorisation" | "editedAt"
> {
  return {
    messageSendTtlSeconds: null,
    reviewDueAt: null,
    pauses: 0,
    pausedUntil: null,
    recategorisation: null,
    editedAt: [],
  };
}

/** A number below 2^53 that stays the same from run to run: webhooks carry template ids as numbers. */
export function templateId(key: string): string {
  const hash = createHash("sha256").update(key).digest("hex").slice(0, 12);
  return `1${(BigInt(`0x${hash}`) % 10n ** 14n).toString().padStart(14, "0")}`;
}
