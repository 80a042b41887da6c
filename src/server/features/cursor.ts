import * as z from "zod/mini";
import { AppError } from "../errors.ts";

/** Where a page ended: the time of its last row, and what tells rows of the same time apart. */
export type Position = { at: number; id: string };

const ids = { uuid: z.uuid(), number: z.string().check(z.regex(/^\d{1,15}$/)) };
const mostMs = 8.64e15;

/** An opaque cursor for the next page. */
export function writeCursor({ at, id }: Position): string {
  return Buffer.from(JSON.stringify([at, id])).toString("base64url");
}

/** The position in a cursor of ours; null at the beginning. Anything else is refused. */
export function readCursor(cursor: string | undefined, idKind: keyof typeof ids = "uuid"): Position | null {
  if (cursor === undefined) {
    return null;
  }
  try {
    const position = z.tuple([z.number().check(z.int(), z.minimum(0), z.maximum(mostMs)), ids[idKind]]);
    const [at, id] = position.parse(JSON.parse(Buffer.from(cursor, "base64url").toString("utf8")));
    return { at, id };
  } catch (cause) {
    const fields = [{ field: "query.cursor", problem: "not a cursor of this list" }];
    throw new AppError("INVALID_REQUEST", { fields }, { cause });
  }
}

/** One page out of rows of which one more than `limit` was read. */
export function pageOf<Row>(
  rows: readonly Row[],
  limit: number,
  positionOf: (row: Row) => Position,
): { rows: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { rows: page, nextCursor: hasMore ? writeCursor(positionOf(last)) : null };
}
