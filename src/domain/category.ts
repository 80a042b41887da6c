import type { Category } from "./conversation.ts";

const categories: Readonly<Record<Category, true>> = {
  marketing: true,
  marketing_lite: true,
  utility: true,
  authentication: true,
  authentication_international: true,
  service: true,
  referral_conversion: true,
};

/** Meta's word for a category as ours: any case, hyphen or underscore; null when we do not know it. */
export function readCategory(word: string): Category | null {
  const name = word.toLowerCase().replaceAll("-", "_");
  return isCategory(name) ? name : null;
}

function isCategory(name: string): name is Category {
  return Object.hasOwn(categories, name);
}
