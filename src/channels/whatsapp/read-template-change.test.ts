import { expect, it } from "vitest";
import type { TemplateChange } from "#domain/template-change.ts";
import { readTemplateChange } from "./read-template-change.ts";

const about = {
  message_template_id: 1689556908129832,
  message_template_name: "lista",
  message_template_language: "es-ES",
};
const status = (parts: Partial<Extract<TemplateChange, { kind: "status" }>>): TemplateChange => ({
  kind: "status",
  status: "approved",
  reason: null,
  advice: null,
  title: null,
  disabledAt: null,
  ...parts,
});

it.each<[string, object, TemplateChange]>([
  ["approved", { event: "APPROVED", reason: "NONE" }, status({})],
  [
    "reason null while it is deleted",
    { event: "PENDING_DELETION", reason: null },
    status({ status: "pending_deletion" }),
  ],
  [
    "rejected with what to do",
    {
      event: "REJECTED",
      reason: "INVALID_FORMAT",
      rejection_info: { reason: "A short link.", recommendation: "Use a full one." },
    },
    status({ status: "rejected", reason: "invalid_format", advice: "A short link. Use a full one." }),
  ],
  [
    "paused for the second time",
    { event: "PAUSED", reason: "NONE", other_info: { title: "SECOND_PAUSE", description: "Six hours." } },
    status({ status: "paused", title: "second_pause", advice: "Six hours." }),
  ],
  [
    "disabled on a day, as a text",
    { event: "DISABLED", disable_info: { disable_date: "2026-11-12T00:00:00Z" } },
    status({ status: "disabled", disabledAt: Date.UTC(2026, 10, 12) }),
  ],
  [
    "disabled on a day, in seconds",
    { event: "DISABLED", disable_info: { disable_date: 1794441600 } },
    status({ status: "disabled", disabledAt: 1_794_441_600_000 }),
  ],
  [
    "quality under the name of a status (§4.8)",
    { previous_quality_score: "GREEN", new_quality_score: "RED" },
    { kind: "quality", quality: "red" },
  ],
  [
    "another category",
    { previous_category: "UTILITY", new_category: "MARKETING" },
    { kind: "category", category: "marketing", coming: null, comesAt: null },
  ],
  [
    "an announced category: new_category is the present one",
    { new_category: "UTILITY", correct_category: "MARKETING", category_update_timestamp: 1794441600 },
    { kind: "category", category: "utility", coming: "marketing", comesAt: 1_794_441_600_000 },
  ],
  ["components", { message_template_element: "Hola" }, { kind: "content" }],
  ["absurd parts", { event: 5, other_info: "x", disable_info: [] }, status({ status: "5" })],
])("a template's webhook: %s", (_, value, change) => {
  const facts = readTemplateChange({
    accountRef: "1",
    field: "message_template_status_update",
    channelRef: null,
    ownDigits: null,
    at: null,
    value: { ...about, ...value },
  });
  expect(facts).toEqual([
    { type: "template-change", accountRef: "1", name: "lista", language: "es_ES", change },
  ]);
});
