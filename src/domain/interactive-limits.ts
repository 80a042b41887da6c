import type { FileFacts, Interactive, InteractiveHeader } from "./content.ts";
import {
  type ContentProblem,
  findCountProblem,
  findLengthProblem,
  findRepeated,
  findTextProblem,
  firstProblem,
} from "./content-problem.ts";
import { findFileProblem } from "./media-limits.ts";

/** WhatsApp's limits of interactive messages (§2.3). Of the body's two limits for lists Meta's own page counts. */
export const interactiveLimits = {
  header: 60,
  footer: 60,
  body: 1_024,
  listBody: 4_096,
  buttons: 3,
  buttonId: 256,
  buttonTitle: 20,
  listButton: 20,
  sections: 10,
  /** Of all sections together. */
  rows: 10,
  sectionTitle: 24,
  rowId: 200,
  rowTitle: 24,
  rowDescription: 72,
  linkTitle: 20,
  url: 2_000,
} as const;

type Kind<Type extends Interactive["type"]> = Extract<Interactive, { type: Type }>;

/** Why an interactive message is none that WhatsApp takes; null when it is one. `file` belongs to its header. */
export function findInteractiveProblem(
  interactive: Interactive,
  file: FileFacts | null,
): ContentProblem | null {
  const limits = interactiveLimits;
  const { type, body } = interactive;
  const bodyProblem = findTextProblem("body", body, type === "list" ? limits.listBody : limits.body);
  if (type === "location-request" || type === "contact-request") {
    return bodyProblem;
  }
  const { header, footer } = interactive;
  return firstProblem([
    header === undefined ? null : findHeaderProblem(header, { file, isTextOnly: type === "list" }),
    bodyProblem,
    findLengthProblem("footer", footer, limits.footer),
    findActionProblem(interactive),
  ]);
}

function findHeaderProblem(
  header: InteractiveHeader,
  { file, isTextOnly }: { file: FileFacts | null; isTextOnly: boolean },
): ContentProblem | null {
  if (header.type === "text") {
    return findTextProblem("header", header.text, interactiveLimits.header);
  }
  if (isTextOnly) {
    return { field: "header", problem: "unfit" };
  }
  return file === null ? { field: "file", problem: "missing" } : findFileProblem(header.type, file);
}

function findActionProblem(interactive: Kind<"buttons" | "list" | "link">): ContentProblem | null {
  switch (interactive.type) {
    case "buttons":
      return findButtonsProblem(interactive);
    case "list":
      return findListProblem(interactive);
    case "link":
      return firstProblem([
        findTextProblem("link-title", interactive.title, interactiveLimits.linkTitle),
        findUrlProblem(interactive.url),
      ]);
    default:
      return interactive satisfies never;
  }
}

function findButtonsProblem({ buttons }: Kind<"buttons">): ContentProblem | null {
  const { buttonId, buttonTitle } = interactiveLimits;
  const ids = buttons.map(({ id }) => id);
  return firstProblem([
    findCountProblem("buttons", buttons.length, interactiveLimits.buttons),
    ...buttons.flatMap(({ id, title }) => [
      findTextProblem("button-id", id, buttonId),
      findTextProblem("button-title", title, buttonTitle),
    ]),
    ids.some((id) => id !== id.trim()) ? { field: "button-id", problem: "unfit" } : null,
    findRepeated("button-id", ids),
    findRepeated(
      "button-title",
      buttons.map(({ title }) => title),
    ),
  ]);
}

function findListProblem({ button, sections }: Kind<"list">): ContentProblem | null {
  const limits = interactiveLimits;
  const rows = sections.flatMap((section) => section.rows);
  return firstProblem([
    findTextProblem("list-button", button, limits.listButton),
    findCountProblem("sections", sections.length, limits.sections),
    findCountProblem("rows", rows.length, limits.rows),
    ...sections.flatMap(({ title, rows: own }) => [
      sections.length > 1
        ? findTextProblem("section-title", title, limits.sectionTitle)
        : findLengthProblem("section-title", title, limits.sectionTitle),
      findCountProblem("rows", own.length, limits.rows),
    ]),
    ...rows.flatMap(({ id, title, description }) => [
      findTextProblem("row-id", id, limits.rowId),
      findTextProblem("row-title", title, limits.rowTitle),
      findLengthProblem("row-description", description, limits.rowDescription),
    ]),
    findRepeated(
      "row-id",
      rows.map(({ id }) => id),
    ),
  ]);
}

function findUrlProblem(url: string): ContentProblem | null {
  const problem = findTextProblem("url", url, interactiveLimits.url);
  return problem ?? (/^https?:\/\/[^\s/]+\S*$/i.test(url) ? null : { field: "url", problem: "unfit" });
}
