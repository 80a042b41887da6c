import type { JsonObject } from "../json.ts";
import { asText } from "../json.ts";
import type { Template } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { GraphError } from "./graph-error.ts";
import { templateNode } from "./nodes.ts";

/** The query of a list: filters, paging and fields. */
export type ListQuery = ReadonlyMap<string, string>;

/** A page of a WABA's templates (§3.4): filters, cursors, and `next` only while more follow. */
export function listTemplates(
  simulator: Simulator,
  templates: readonly Template[],
  { query, path }: { query: ListQuery; path: string },
): JsonObject {
  const listUrl = new URL(path, simulator.address.url).href;
  const fitting = templates.filter((template) => fits(template, query));
  const limit = Math.min(Math.max(Number(query.get("limit") ?? 25) || 25, 1), 1_000);
  const start = startOf(fitting, query, limit);
  const page = fitting.slice(start, start + limit);
  const last = page.at(-1);
  const first = page[0];
  if (!first || !last) {
    return { data: [] };
  }
  const cursors = { before: writeCursor(first), after: writeCursor(last) };
  return {
    data: page.map((template) => templateNode(simulator, template, query.get("fields"))),
    paging: {
      cursors,
      ...(start + limit < fitting.length ? { next: pageUrl(listUrl, query, "after", cursors.after) } : {}),
      ...(start > 0 ? { previous: pageUrl(listUrl, query, "before", cursors.before) } : {}),
    },
  };
}

function fits(template: Template, query: ListQuery): boolean {
  const equals = (name: string, value: string) => {
    const wanted = query.get(name);
    // One value, several with commas, or a JSON list of them.
    const list = wanted
      ?.toLowerCase()
      .replace(/[[\]"]/g, "")
      .split(",");
    return list === undefined || list.includes(value.toLowerCase());
  };
  const search = (query.get("name_or_content") ?? "").toLowerCase();
  const content = template.components.map((component) => asText(component.text) ?? "").join(" ");
  return (
    equals("name", template.name) &&
    equals("status", template.status) &&
    equals("category", template.category) &&
    equals("language", template.language) &&
    equals("quality_score", template.qualityScore) &&
    `${template.name} ${content}`.toLowerCase().includes(search)
  );
}

function startOf(templates: readonly Template[], query: ListQuery, limit: number): number {
  const after = query.get("after");
  const before = query.get("before");
  if (after) {
    return indexOf(templates, after) + 1;
  }
  return before ? Math.max(indexOf(templates, before) - limit, 0) : 0;
}

function indexOf(templates: readonly Template[], cursor: string): number {
  const id = Buffer.from(cursor, "base64url").toString();
  const index = templates.findIndex((template) => template.id === id);
  if (index < 0) {
    throw new GraphError(131059, "The cursor is not valid.");
  }
  return index;
}

function writeCursor(template: Template): string {
  return Buffer.from(template.id).toString("base64url");
}

function pageUrl(listUrl: string, query: ListQuery, direction: "after" | "before", cursor: string): string {
  const address = new URL(listUrl);
  for (const [name, value] of query) {
    if (!["after", "before", "access_token"].includes(name)) {
      address.searchParams.set(name, value);
    }
  }
  address.searchParams.set(direction, cursor);
  return address.href;
}
