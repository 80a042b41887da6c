import pg from "pg";

/** Data errors come again with the same data; transient ones say nothing about it. */
export type FailureKind = "data" | "conflict" | "away";

/** SQLSTATE classes: 22 data, 23 constraint, 54 limits; 40 conflicts with another transaction; the rest: away. */
export function failureKind(error: unknown): FailureKind {
  if (error instanceof pg.DatabaseError) {
    const sqlState = error.code?.slice(0, 2) ?? "";
    if (sqlState === "40") {
      return "conflict";
    }
    return ["22", "23", "42", "54"].includes(sqlState) ? "data" : "away";
  }
  // A rule of ours that throws will throw again; anything with a code is the network or the driver.
  return error instanceof Error && !("code" in error) && isOwnMistake(error) ? "data" : "away";
}

function isOwnMistake(error: Error): boolean {
  return error instanceof TypeError || error instanceof RangeError || error.message.startsWith("not loaded");
}
