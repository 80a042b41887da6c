import { readCategory } from "#domain/category.ts";
import type { Category } from "#domain/conversation.ts";
import type { Transaction } from "../../db/connect.ts";
import { findTemplate } from "./templates.queries.ts";

/** What decides over a template before its text does. A category that we do not know counts as marketing, the strictest. */
export type TemplateTerms = { status: string; category: Category; billedCategory: string };

/** The terms of a template as it is stored now; null: the account has none of that name and language. */
export async function findTemplateTerms(
  db: Transaction,
  template: { workspaceId: string; accountRef: string; name: string; language: string },
): Promise<TemplateTerms | null> {
  const row = await findTemplate(db, template.workspaceId, template);
  if (row === null) {
    return null;
  }
  const { status, category } = row;
  return { status, category: readCategory(category) ?? "marketing", billedCategory: category };
}
