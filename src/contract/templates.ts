import * as z from "zod/mini";
import { amount, id, time } from "./primitives.ts";

const text = z.nullable(z.string());
const components = z.array(z.unknown());
const parameterFormat = z.enum(["positional", "named"]);

/** What a field is filled from, once somebody chose it; `text` is the fixed text. */
const fieldSource = z.object({
  kind: z.enum([
    "customerFirstName",
    "customerName",
    "customerPhone",
    "customerEmail",
    "agentName",
    "workspaceName",
    "text",
  ]),
  text: z.optional(z.string().check(z.maxLength(1024))),
});
/** By part and name of the field: `body.1`, `header.guest`, `button.0`. */
const fieldSources = z.record(z.string(), fieldSource);
export type FieldSource = z.infer<typeof fieldSource>;
export type FieldSources = z.infer<typeof fieldSources>;

/** A template of WhatsApp; `components` are as Meta writes them. */
export const templateView = z.object({
  id,
  accountRef: z.string(),
  name: z.string(),
  language: z.string(),
  category: z.string(),
  status: z.string(),
  parameterFormat,
  components,
  /** green, yellow, red or unknown; null: not told. */
  quality: text,
  rejectedReason: text,
  previousCategory: text,
  ttlSeconds: z.nullable(z.number()),
  lastUsedAt: z.nullable(time),
  syncedAt: time,
  /** When it was changed here: Meta takes one change of an approved one a day. */
  editedAt: z.array(time),
  sources: fieldSources,
});
export type TemplateView = z.infer<typeof templateView>;
export const templateList = z.object({ items: z.array(templateView), nextCursor: z.nullable(z.string()) });

/** Which fields of a template are filled from what, for all languages of its name. */
export const putSourcesBody = z.strictObject({ sources: fieldSources });

/** A new template or a new version of one (`templateId`); it may be kept while it is not complete. */
const draftContent = {
  name: z.string().check(z.maxLength(512)),
  language: z.string().check(z.maxLength(20)),
  category: z.string().check(z.maxLength(40)),
  parameterFormat,
  components: z.array(z.looseObject({ type: z.string() })).check(z.maxLength(20)),
  ttlSeconds: z.nullable(z.number().check(z.int(), z.minimum(-1), z.maximum(100_000_000))),
};
export const createTemplateDraftBody = z.strictObject({
  ...draftContent,
  accountRef: z.string(),
  templateId: z.nullable(id),
});
export const updateTemplateDraftBody = z.strictObject({ ...draftContent, version: z.number() });
export type TemplateDraftBody = z.infer<typeof updateTemplateDraftBody>;

/** A file of ours as the example of a header: WhatsApp's reviewers look at it. */
export const templateExampleBody = z.strictObject({
  accountRef: z.string(),
  uploadId: id,
  kind: z.enum(["image", "video", "document"]),
});
export const templateExample = z.object({ handle: z.string() });

/** What WhatsApp had against a draft when it was submitted; `part` null: against the whole. */
const refusal = z.object({
  part: text,
  rule: text,
  code: text,
  subcode: text,
  title: text,
  message: text,
});

/** A draft of a template, before WhatsApp has it. */
export const templateDraftView = z.object({
  id,
  accountRef: z.string(),
  templateId: z.nullable(id),
  name: z.string(),
  language: z.string(),
  category: z.string(),
  parameterFormat,
  components,
  ttlSeconds: z.nullable(z.number()),
  refusal: z.nullable(refusal),
  version: z.number(),
  updatedAt: time,
});
export type TemplateDraftView = z.infer<typeof templateDraftView>;
export const templateDraftList = z.object({ items: z.array(templateDraftView), nextCursor: z.null() });

/** Something about a template that an owner must hear; it stays until one dismisses it. */
export const templateAlarm = z.object({
  id,
  accountRef: z.string(),
  name: z.string(),
  language: z.string(),
  kind: z.enum(["paused", "disabled", "rejected", "recategorised", "recategorising"]),
  from: text,
  to: text,
  reason: text,
  advice: text,
  comesAt: z.nullable(time),
  /** What one message costs before and after, in the market of the business's country; null: no price changes. */
  price: z.nullable(
    z.object({
      market: z.string(),
      currency: z.string(),
      from: z.nullable(amount),
      to: z.nullable(amount),
    }),
  ),
  raisedAt: time,
});
export type TemplateAlarmView = z.infer<typeof templateAlarm>;
export const templateAlarmList = z.object({ items: z.array(templateAlarm), nextCursor: z.null() });
