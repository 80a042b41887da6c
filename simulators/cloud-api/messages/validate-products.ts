import type { JsonObject } from "../json.ts";
import { asObject, asObjects } from "../json.ts";
import { optionalText, requireArray, requireText, requireValid } from "./require.ts";
import { validateSectionTitle } from "./validate-actions.ts";

const catalogPath = "interactive.action.catalog_id";
const productPath = "interactive.action.product_retailer_id";

/** One product of a catalogue. */
export function validateProduct(action: JsonObject): void {
  requireText(action, "catalog_id", catalogPath, 64);
  requireText(action, "product_retailer_id", productPath, 200);
}

/** Up to 30 products in up to ten sections. */
export function validateProducts(action: JsonObject): void {
  requireText(action, "catalog_id", catalogPath, 64);
  const sections = requireArray(action, "sections", "interactive.action.sections");
  requireValid(sections.length <= 10, "interactive.action.sections must have at most 10 elements.");
  const items = asObjects(sections).flatMap((section) => {
    validateSectionTitle(section, sections.length);
    return asObjects(requireArray(section, "product_items", "interactive.action.sections.product_items"));
  });
  requireValid(items.length <= 30, "A list may have at most 30 products in total.");
  for (const item of items) {
    requireText(item, "product_retailer_id", "product_items.product_retailer_id", 200);
  }
}

/** The whole catalogue, with one product as its picture. */
export function validateCatalogMessage(action: JsonObject): void {
  const parameters = asObject(action.parameters) ?? {};
  optionalText(parameters, "thumbnail_product_retailer_id", "thumbnail_product_retailer_id", 200);
}
