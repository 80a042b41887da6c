import type { RenderedCard, RenderedTemplate } from "./fill-template.ts";
import { type Field, type FieldValue, type FieldValues, fieldValue, typedValue } from "./template.ts";
import type { Instant } from "./time.ts";

/** Why Meta would refuse a filled template (132005, 132012, 132018): by field, or by the part as a whole. */
export type FillProblem = {
  readonly problem:
    | "too-long"
    | "tab"
    | "newlines"
    | "spaces"
    | "not-a-source"
    | "not-a-coordinate"
    | "not-a-currency"
    | "not-json"
    | "not-a-time"
    | "over";
  readonly part: Field["part"];
  /** The card that is too long. */
  readonly card?: number;
  /** The field to correct; absent when the part is too long as a whole. */
  readonly field?: Field;
};

/** Longest texts that Meta delivers, after filling; `card` is the text of a carousel's card. */
const longest = {
  header: 60,
  body: 1024,
  card: 160,
  url: 2000,
  couponCode: 20,
  oneTimeCode: 15,
  payload: 256,
} as const;

/** All that Meta would refuse, in the order of the fields; parts as a whole come last. */
export function problemsOf({
  fields,
  values,
  rendered,
  now,
}: {
  fields: readonly Field[];
  values: FieldValues;
  rendered: RenderedTemplate;
  now: Instant;
}): FillProblem[] {
  const ofFields = fields.flatMap((field) => {
    const problem =
      currencyProblem(fieldValue(field, values)) ?? problemOf(field, typedValue(field, values), now);
    return problem === null ? [] : [{ problem, part: field.part, field }];
  });
  const ofCards = (rendered.cards ?? []).flatMap((one, card) =>
    partsTooLong(one, longest.card).map((part) => ({ problem: "too-long" as const, part, card })),
  );
  const own = partsTooLong(rendered, longest.body);
  return [...ofFields, ...own.map((part) => ({ problem: "too-long" as const, part })), ...ofCards];
}

function partsTooLong({ header, body, buttons }: RenderedCard, longestBody: number): Field["part"][] {
  const tooLong: Field["part"][] = [];
  if (header?.kind === "text" && header.text.length > longest.header) {
    tooLong.push("header");
  }
  if (body.length > longestBody) {
    tooLong.push("body");
  }
  if (buttons.some(({ kind, value }) => kind === "url" && (value ?? "").length > longest.url)) {
    tooLong.push("button");
  }
  return tooLong;
}

function problemOf(field: Field, value: string, now: Instant): FillProblem["problem"] | null {
  switch (field.kind) {
    case "text":
      return spacingProblem(value);
    case "code":
      return value.length > (field.part === "body" ? longest.oneTimeCode : longest.couponCode)
        ? "too-long"
        : spacingProblem(value);
    case "image":
    case "video":
    case "document":
      return isSource(value) ? null : "not-a-source";
    case "payload":
      return value.length > longest.payload ? "too-long" : null;
    case "json":
      return value === "" || isJsonObject(value) ? null : "not-json";
    case "time":
      return timeProblem(value, now);
    case "coordinate":
      return isCoordinate(value, field.name === "latitude" ? 90 : 180) ? null : "not-a-coordinate";
    default:
      return field.kind satisfies never;
  }
}

/** Inside a value Meta takes no tab, at most two line ends in a row and at most four spaces in a row (§3.5). */
function spacingProblem(value: string): FillProblem["problem"] | null {
  if (value.includes("\t")) {
    return "tab";
  }
  if (/(\r?\n){3}/.test(value)) {
    return "newlines";
  }
  return / {5}/.test(value) ? "spaces" : null;
}

/** Meta refuses an offer that is over (132012). */
function timeProblem(value: string, now: Instant): "not-a-time" | "over" | null {
  const at = /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(at)) {
    return "not-a-time";
  }
  return at <= now ? "over" : null;
}

/** A file of ours by its UUID, a medium at Meta by its number, or a link that Meta fetches. */
export function isSource(value: string): boolean {
  return ourFile.test(value) || /^\d+$|^https?:\/\/[^\s/]+\S*$/.test(value);
}

/** The id of a file of ours. */
export const ourFile = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/;

function currencyProblem(value: FieldValue): "not-a-currency" | null {
  if (typeof value === "string" || value.kind !== "currency") {
    return null;
  }
  return /^[A-Z]{3}$/.test(value.code) && Number.isSafeInteger(value.amount1000) ? null : "not-a-currency";
}

function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function isCoordinate(value: string, limit: number): boolean {
  return /^-?\d{1,3}(\.\d+)?$/.test(value) && Math.abs(Number(value)) <= limit;
}
