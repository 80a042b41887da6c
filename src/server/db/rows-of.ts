import type { QueryResultRow } from "pg";
import type { Statement, Transaction } from "./connect.ts";

/** The rows that a statement answers. */
export async function rowsOf<Row extends QueryResultRow>(
  db: Transaction,
  statement: Statement,
): Promise<Row[]> {
  return (await db.query<Row>(statement)).rows;
}
