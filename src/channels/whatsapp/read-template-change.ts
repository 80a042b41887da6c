import type { InboundFact } from "#channels/channel.ts";
import type { TemplateChange } from "#domain/template-change.ts";
import type { Instant } from "#domain/time.ts";
import type { Change } from "./change.ts";
import { looseId, looseNode, looseObject, looseText, looseTime, type Node } from "./loose.ts";
import { reasonOf, wordOf } from "./read-template.ts";

const templateShape = looseObject({ message_template_name: looseId, message_template_language: looseId });
const statusShape = looseObject({
  event: looseId,
  reason: looseId,
  disable_info: looseNode,
  other_info: looseNode,
  rejection_info: looseNode,
});
const disableShape = looseObject({ disable_date: looseDay });
const otherShape = looseObject({ title: looseId, description: looseText });
const rejectionShape = looseObject({ reason: looseText, recommendation: looseText });
const qualityShape = looseObject({ new_quality_score: looseId });
const categoryShape = looseObject({
  new_category: looseId,
  correct_category: looseId,
  category_update_timestamp: looseTime,
});

/**
 * A template changed its state, quality, text or category. What it is, is decided by the keys: Meta's own sample of a
 * quality change comes under the name of a status change (§4.8). Webhooks print the language with a hyphen where the API
 * uses an underscore (§3.1).
 */
export function readTemplateChange({ accountRef, value }: Change): InboundFact[] {
  const template = templateShape.parse(value);
  if (template.message_template_name === null || template.message_template_language === null) {
    return [];
  }
  return [
    {
      type: "template-change",
      accountRef,
      name: template.message_template_name,
      language: template.message_template_language.replaceAll("-", "_"),
      change: readWhat(value),
    },
  ];
}

/** Unix seconds, or a date as text. */
function looseDay(value: unknown): Instant | null {
  const at = looseTime(value) ?? Date.parse(looseText(value) ?? "");
  return Number.isNaN(at) ? null : at;
}

function readWhat(value: Node): TemplateChange {
  const { new_quality_score } = qualityShape.parse(value);
  if (new_quality_score !== null) {
    return { kind: "quality", quality: wordOf(new_quality_score) };
  }
  const category = categoryShape.parse(value);
  if (category.new_category !== null || category.correct_category !== null) {
    return {
      kind: "category",
      category: wordOf(category.new_category),
      coming: wordOf(category.correct_category),
      comesAt: category.category_update_timestamp,
    };
  }
  const status = statusShape.parse(value);
  return status.event === null ? { kind: "content" } : readStatus(wordOf(status.event) ?? "", status);
}

function readStatus(word: string, status: ReturnType<typeof statusShape.parse>): TemplateChange {
  const other = otherShape.parse(status.other_info ?? {});
  const rejection = rejectionShape.parse(status.rejection_info ?? {});
  const advice = [rejection.reason, rejection.recommendation].filter((text) => text !== null).join(" ");
  return {
    kind: "status",
    status: word,
    reason: reasonOf(status.reason),
    advice: advice === "" ? other.description : advice,
    title: wordOf(other.title),
    disabledAt: disableShape.parse(status.disable_info ?? {}).disable_date,
  };
}
