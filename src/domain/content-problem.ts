/** The part of a message that does not fit. */
export type ContentField =
  | "file"
  | "caption"
  | "latitude"
  | "longitude"
  | "name"
  | "address"
  | "contacts"
  | "emoji"
  | "target"
  | "header"
  | "body"
  | "footer"
  | "buttons"
  | "button-id"
  | "button-title"
  | "list-button"
  | "sections"
  | "section-title"
  | "rows"
  | "row-id"
  | "row-title"
  | "row-description"
  | "link-title"
  | "url";

/** Why a message can't be what WhatsApp takes: screen and API say the same, before anything is uploaded or sent. */
export type ContentProblem = {
  field: ContentField;
  problem:
    | "missing"
    | "too-long"
    | "too-many"
    | "repeated"
    | "unfit"
    | "too-large"
    | "wrong-type"
    | "deep-picture"
    | "print-picture"
    | "too-old";
  /** The most that is allowed: characters, pieces or bytes. */
  limit?: number;
};

/** A text that has to be there, of at most so many characters. */
export function findTextProblem(
  field: ContentField,
  text: string | undefined,
  limit: number,
): ContentProblem | null {
  return text === undefined || text.trim() === ""
    ? { field, problem: "missing" }
    : findLengthProblem(field, text, limit);
}

/**
 * A text that may be absent, of at most so many characters. Counted in UTF-16 units, of which there are never fewer than
 * characters: what passes here fits.
 */
export function findLengthProblem(
  field: ContentField,
  text: string | undefined,
  limit: number,
): ContentProblem | null {
  return (text ?? "").length > limit ? { field, problem: "too-long", limit } : null;
}

/** Pieces that have to be there, at most so many. */
export function findCountProblem(field: ContentField, count: number, limit: number): ContentProblem | null {
  if (count === 0) {
    return { field, problem: "missing" };
  }
  return count > limit ? { field, problem: "too-many", limit } : null;
}

/** Things that may not be there twice. */
export function findRepeated(field: ContentField, values: readonly string[]): ContentProblem | null {
  return new Set(values).size === values.length ? null : { field, problem: "repeated" };
}

/** The first problem of several looks. */
export function firstProblem(looks: Iterable<ContentProblem | null>): ContentProblem | null {
  for (const problem of looks) {
    if (problem !== null) {
      return problem;
    }
  }
  return null;
}
