import type { TemplateRefusal } from "#channels/channel.ts";
import type { TemplateAlarmView, TemplateDraftView, TemplateView } from "#contract/templates.ts";
import { formatMillionths } from "#domain/money.ts";
import type { Instant } from "#domain/time.ts";
import type { AlarmColumns } from "./template-alarms.queries.ts";
import type { DraftColumns } from "./template-drafts.queries.ts";
import type { TemplateColumns } from "./templates.queries.ts";

/** A template as the API shows it. */
export function viewTemplate(row: TemplateColumns): TemplateView {
  return {
    id: row.id,
    accountRef: row.accountRef,
    name: row.name,
    language: row.language,
    category: row.category,
    status: row.status,
    parameterFormat: row.parameterFormat,
    components: listOf(row.components),
    quality: row.quality,
    rejectedReason: row.rejectedReason,
    previousCategory: row.previousCategory,
    ttlSeconds: row.ttlSeconds,
    lastUsedAt: timeOf(row.lastUsedAt),
    syncedAt: new Date(row.syncedAt).toISOString(),
    editedAt: row.editedAt.map((at) => new Date(at).toISOString()),
    sources: row.sources ?? {},
  };
}

/** A draft as the API shows it. */
export function viewDraft(row: DraftColumns): TemplateDraftView {
  return {
    id: row.id,
    accountRef: row.accountRef,
    templateId: row.templateId,
    name: row.name,
    language: row.language,
    category: row.category,
    parameterFormat: row.parameterFormat,
    components: listOf(row.components),
    ttlSeconds: row.ttlSeconds,
    refusal: row.refusal === null ? null : viewRefusal(row.refusal),
    version: row.version,
    updatedAt: new Date(row.updatedAt).toISOString(),
  };
}

/** What WhatsApp had against a template, as the API shows it. */
export function viewRefusal({ failure, part, rule, subcode, title, message }: TemplateRefusal) {
  return { part, rule, code: failure.code, subcode, title, message };
}

/** An alarm as the API shows it. */
export function viewAlarm({ alarm, price, ...row }: AlarmColumns): TemplateAlarmView {
  return {
    id: row.id,
    accountRef: row.accountRef,
    name: row.name,
    language: row.language,
    kind: alarm.kind,
    from: alarm.from,
    to: alarm.to,
    reason: alarm.reason,
    advice: alarm.advice,
    comesAt: timeOf(alarm.comesAt),
    price:
      price === null
        ? null
        : {
            market: price.market,
            currency: price.currency,
            from: price.from === null ? null : formatMillionths(price.from),
            to: price.to === null ? null : formatMillionths(price.to),
          },
    raisedAt: new Date(row.raisedAt).toISOString(),
  };
}

function listOf(components: unknown): unknown[] {
  return Array.isArray(components) ? components : [];
}

function timeOf(at: Instant | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
