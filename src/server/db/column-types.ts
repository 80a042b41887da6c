import pg from "pg";
import type { Instant } from "#domain/time.ts";

/**
 * How columns arrive, decided once: timestamptz as Instant, bigint as a number (an error past 2^53), date and numeric
 * as text, arrays of these likewise. Everything else as pg reads it.
 */
export const columnTypes: pg.CustomTypesConfig = {
  getTypeParser(oid: number, format?: "text" | "binary"): (text: string) => unknown {
    const own = format === "binary" ? undefined : parsers.get(oid);
    return own ?? (pg.types.getTypeParser(oid, format) as (text: string) => unknown);
  },
};

/** The text that PostgreSQL takes for an Instant. */
export function toTimestamp(at: Instant): string {
  return new Date(at).toISOString();
}

// Object ids of PostgreSQL's built-in types (catalog pg_type).
const oids = {
  bigint: 20,
  date: 1082,
  timestamp: 1114,
  timestamptz: 1184,
  bigintArray: 1016,
  dateArray: 1182,
  timestamptzArray: 1185,
};
const textArray: number = 1009;

const parsers = new Map<number, (text: string) => unknown>([
  [oids.bigint, readBigint],
  [oids.date, (text) => text],
  [oids.timestamp, (text) => text],
  [oids.timestamptz, readTimestamp],
  [oids.bigintArray, arrayOf(readBigint)],
  [oids.dateArray, arrayOf((text) => text)],
  [oids.timestamptzArray, arrayOf(readTimestamp)],
]);

function arrayOf(read: (text: string) => unknown): (text: string) => unknown {
  const readTexts = pg.types.getTypeParser(textArray) as (text: string) => (string | null)[];
  return (text) => readTexts(text).map((item) => (item === null ? null : read(item)));
}

function readBigint(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError("A bigint column holds a number past 2^53.");
  }
  return value;
}

/** "2026-11-23 01:08:00.123456+00": the connection's time zone is UTC, so the offset is always +00. */
function readTimestamp(text: string): Instant {
  const at = Date.parse(`${text.slice(0, 10)}T${text.slice(11, -3)}Z`);
  if (Number.isNaN(at)) {
    throw new RangeError(`Not a time of our era: ${text}`);
  }
  return at;
}
