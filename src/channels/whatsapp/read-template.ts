import type { ProviderTemplate } from "#channels/channel.ts";
import { jsonOf, listOf, looseId, looseNode, looseNumber, looseObject, type Node } from "./loose.ts";

/** What is asked of a template, alone and in lists (§3.4). */
export const templateFields =
  "id,name,language,status,category,parameter_format,components,quality_score,rejected_reason,previous_category," +
  "message_send_ttl_seconds";

const templateShape = looseObject({
  id: looseId,
  name: looseId,
  language: looseId,
  status: looseId,
  category: looseId,
  parameter_format: looseId,
  quality_score: looseNode,
  rejected_reason: looseId,
  previous_category: looseId,
  message_send_ttl_seconds: looseNumber,
});
const qualityShape = looseObject({ score: looseId });

/** Meta writes state, category and format in capitals; here, as in our API, they are lower case. */
export function readTemplate(raw: Node): ProviderTemplate[] {
  const template = templateShape.parse(raw);
  const { id, name, language } = template;
  if (id === null || name === null || language === null) {
    return [];
  }
  return [
    {
      providerId: id,
      name,
      language: language.replaceAll("-", "_"),
      category: wordOf(template.category) ?? "unknown",
      status: wordOf(template.status) ?? "unknown",
      parameterFormat: wordOf(template.parameter_format) === "named" ? "named" : "positional",
      components: jsonOf(listOf(raw, "components")),
      quality: wordOf(qualityShape.parse(template.quality_score ?? {}).score),
      rejectedReason: reasonOf(template.rejected_reason),
      previousCategory: wordOf(template.previous_category),
      ttlSeconds: template.message_send_ttl_seconds,
    },
  ];
}

/** Meta's "NONE" is no reason. */
export function reasonOf(word: string | null): string | null {
  const reason = wordOf(word);
  return reason === "none" ? null : reason;
}

/** A word of Meta's in lower case. */
export function wordOf(word: string | null): string | null {
  return word?.toLowerCase() ?? null;
}
