import type { Transaction } from "../db/connect.ts";
import { jsonParameter, textParameter } from "./parameter.ts";

/** SQL type of a column, as far as rows are read and written in sets. */
export type ColumnType =
  | "uuid"
  | "text"
  | "boolean"
  | "integer"
  | "bigint"
  | "timestamptz"
  | "jsonb"
  | "date";

/** One table as record/ reads and writes it: rows in camelCase, columns in snake_case. */
export type Table<Row> = {
  name: string;
  key: readonly (keyof Row & string)[];
  columns: readonly { field: keyof Row & string; column: string; type: ColumnType }[];
  /** The select list with the alias `t`. */
  list: string;
};

/** Describes a table once; its statements are made from it, so that no column is forgotten in one of them. */
export function defineTable<Row extends object>(
  name: string,
  key: readonly (keyof Row & string)[],
  types: { readonly [Field in keyof Row & string]-?: ColumnType },
): Table<Row> {
  const columns = Object.entries<ColumnType>(types).map(([field, type]) => ({
    field: field as keyof Row & string,
    column: field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    type,
  }));
  const list = columns.map(({ column, field }) => `t.${column} as "${field}"`).join(", ");
  return { name, key, columns, list };
}

/** Inserts rows in one statement, in the order of their keys. `onConflict` is SQL after the values. */
export async function insertRows<Row>(
  db: Transaction,
  table: Table<Row>,
  rows: readonly Row[],
  onConflict: "" | "on conflict do nothing" | "upsert" = "",
): Promise<void> {
  if (rows.length === 0) {
    return;
  }
  const names = table.columns.map(({ column }) => column).join(", ");
  await db.query({
    name: `record_insert_${table.name}_${onConflict}`,
    text: `insert into ${table.name} (${names}) select * from ${unnest(table)} ${conflictClause(table, onConflict)}`,
    values: parameters(table, rows),
  });
}

/** Writes all columns of rows that exist, found by their key, in one statement. */
export async function updateRows<Row>(
  db: Transaction,
  table: Table<Row>,
  rows: readonly Row[],
): Promise<void> {
  if (rows.length === 0) {
    return;
  }
  const isKey = (field: string) => table.key.some((name) => name === field);
  const sets = table.columns
    .filter(({ field }) => !isKey(field))
    .map(({ column }) => `${column} = v.${column}`);
  const on = table.columns
    .filter(({ field }) => isKey(field))
    .map(({ column }) => `t.${column} = v.${column}`);
  const names = table.columns.map(({ column }) => column).join(", ");
  await db.query({
    name: `record_update_${table.name}`,
    text: `update ${table.name} t set ${sets.join(", ")} from ${unnest(table)} as v(${names}) where ${on.join(" and ")}`,
    values: parameters(table, rows),
  });
}

function unnest<Row>(table: Table<Row>): string {
  return `unnest(${table.columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(", ")})`;
}

function conflictClause<Row>(table: Table<Row>, onConflict: string): string {
  if (onConflict !== "upsert") {
    return onConflict;
  }
  const isKey = (field: string) => table.key.some((name) => name === field);
  const keys = table.columns.filter(({ field }) => isKey(field)).map(({ column }) => column);
  const sets = table.columns
    .filter(({ field }) => !isKey(field))
    .map(({ column }) => `${column} = excluded.${column}`);
  return `on conflict (${keys.join(", ")}) do update set ${sets.join(", ")}`;
}

function parameters<Row>(table: Table<Row>, rows: readonly Row[]): unknown[] {
  const sorted = [...rows].sort((a, b) => compareKeys(table, a, b));
  return table.columns.map(({ field, type }) => sorted.map((row) => toParameter(row[field], type)));
}

/** Sets are written sorted by key, so that two processes lock rows in one order. */
function compareKeys<Row>(table: Table<Row>, a: Row, b: Row): number {
  for (const field of table.key) {
    const [left, right] = [String(a[field]), String(b[field])];
    if (left !== right) {
      return left < right ? -1 : 1;
    }
  }
  return 0;
}

function toParameter(value: unknown, type: ColumnType): unknown {
  if (value === null || value === undefined) {
    return null;
  }
  switch (type) {
    case "timestamptz":
      return new Date(Number(value)).toISOString();
    case "jsonb":
      return jsonParameter(value);
    case "text":
      return textParameter(String(value));
    default:
      return value;
  }
}
