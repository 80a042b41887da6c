import type { JsonObject } from "../json.ts";
import { asObjects, asText } from "../json.ts";
import type { Template } from "../model.ts";

/** What Meta's reviewers decide about a template. */
export type Verdict =
  | { kind: "approved"; category: string }
  | { kind: "rejected"; reason: string; rejection: { reason: string; recommendation: string } | null };

type Judged = Pick<Template, "category" | "language" | "components">;

const promotional =
  /\b(ofertas?|descuentos?|promoci[oó]n(es)?|promo|rebajas?|gratis|cup[oó]n(es)?|ahorra|black friday|special offers?|discounts?|deals?|coupons?|vouchers?|promotions?)\b|\d\s?% (off|de descuento)/iu;
const asksForSecrets =
  /(n[uú]mero (completo )?de (la |tu )?tarjeta|\bcvv\b|contraseña|n[uú]mero de tu dni|full card number|card number|password|social security)/iu;
const threatens = /(te denunciar|acciones legales contra ti|we will sue|legal action against you)/iu;
const cheats = /(has ganado|premio garantizado|you have won|guaranteed prize|duplica tu dinero)/iu;
const shortened = /https?:\/\/(bit\.ly|tinyurl\.com|t\.co|goo\.gl|is\.gd)\//iu;
const tellsCode = /(c[oó]digo de (verificaci[oó]n|acceso)|verification code|one-time (code|password))/iu;
const spanishWords = /\b(el|la|los|las|de|que|tu|es|para|con|una?|hola)\b/giu;
const englishWords = /\b(the|of|and|your|is|are|to|for|with|you|hello|we)\b/giu;

/**
 * Judges a template as reviewers do (whatsapp-platform §3.3, §3.5). A utility template that advertises is approved as
 * marketing; the rest of the reasons is recognised by a few words in Spanish and English.
 */
export function decideReview(template: Judged, others: readonly Judged[]): Verdict {
  const text = wordsOf(template.components);
  const reject = (reason: string, rejection: { reason: string; recommendation: string } | null = null) =>
    ({ kind: "rejected", reason, rejection }) as const;
  if (template.category === "AUTHENTICATION") {
    return { kind: "approved", category: template.category };
  }
  if (shortened.test(text)) {
    return reject("INVALID_FORMAT", {
      reason: "The template contains a shortened web address.",
      recommendation: "Use the full address of your own site.",
    });
  }
  const wording = wordingOf(template);
  if (others.some((other) => other.category !== "AUTHENTICATION" && wordingOf(other) === wording)) {
    return reject("INVALID_FORMAT", {
      reason: "The template has the same body and footer as another one of yours.",
      recommendation: "Use the existing template or change the wording.",
    });
  }
  if (asksForSecrets.test(text) || threatens.test(text)) {
    return reject("ABUSIVE_CONTENT");
  }
  if (cheats.test(text)) {
    return reject("SCAM");
  }
  if (tellsCode.test(text)) {
    return reject("INCORRECT_CATEGORY");
  }
  if (isInAnotherLanguage(template.language, text)) {
    return reject("TAG_CONTENT_MISMATCH");
  }
  const isPromotion = template.category === "UTILITY" && promotional.test(text);
  return { kind: "approved", category: isPromotion ? "MARKETING" : template.category };
}

function isInAnotherLanguage(language: string, text: string): boolean {
  const spanish = text.match(spanishWords)?.length ?? 0;
  const english = text.match(englishWords)?.length ?? 0;
  const isSpanish = /^es(_|$)/.test(language);
  const isEnglish = /^en(_|$)/.test(language);
  return (isSpanish && english >= 3 && spanish === 0) || (isEnglish && spanish >= 3 && english === 0);
}

function wordsOf(components: readonly JsonObject[]): string {
  return components
    .flatMap((component) => [
      asText(component.text) ?? "",
      ...asObjects(component.buttons).flatMap((button) => [
        asText(button.text) ?? "",
        asText(button.url) ?? "",
      ]),
    ])
    .join("\n");
}

function wordingOf({ components, language }: Judged): string {
  const textOf = (type: string) => asText(components.find((part) => part.type === type)?.text) ?? "";
  return JSON.stringify([
    language,
    textOf("BODY").toLowerCase().trim(),
    textOf("FOOTER").toLowerCase().trim(),
  ]);
}
