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

type Column<Row> = { field: keyof Row & string; column: string; type: ColumnType };

/** One table as record/ reads and writes it: rows in camelCase, columns in snake_case. */
export type Table<Row> = {
  name: string;
  key: readonly (keyof Row & string)[];
  columns: readonly Column<Row>[];
  /** The select list with the alias `t`. */
  list: string;
  /** The statements that write it, made once. */
  insert: Write<Row>;
  /** The insert of rows that have nothing in the rare columns; null when there are none. */
  insertPlain: Write<Row> | null;
  writeBack: Write<Row>;
  rare: readonly (keyof Row & string)[];
};

/** A statement with one array parameter for each of its columns. */
type Write<Row> = { name: string; text: string; columns: readonly Column<Row>[] };

/** Columns that never change once a row is there (nullable or with a default), and those that plain rows leave empty. */
type Habits<Row> = {
  fixed?: readonly (keyof Row & string)[];
  rare?: readonly (keyof Row & string)[];
};

/** Describes a table once; its statements are made from it, so that no column is forgotten in one of them. */
export function defineTable<Row extends object>(
  name: string,
  key: readonly (keyof Row & string)[],
  types: { readonly [Field in keyof Row & string]-?: ColumnType },
  { fixed = [], rare = [] }: Habits<Row> = {},
): Table<Row> {
  const columns = Object.entries<ColumnType>(types).map(([field, type]) => ({
    field: field as keyof Row & string,
    column: field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    type,
  }));
  const without = (left: readonly string[]) => columns.filter(({ field }) => !left.includes(field));
  return {
    name,
    key,
    columns,
    list: columns.map(({ column, field }) => `t.${column} as "${field}"`).join(", "),
    insert: { name: `record_insert_${name}`, text: insertText(name, columns), columns },
    insertPlain:
      rare.length === 0
        ? null
        : {
            name: `record_insert_plain_${name}`,
            text: insertText(name, without(rare)),
            columns: without(rare),
          },
    writeBack: {
      name: `record_write_back_${name}`,
      text: writeBackText(
        name,
        without(fixed),
        columns.filter(({ field }) => key.includes(field)),
      ),
      columns: without(fixed),
    },
    rare,
  };
}

/** Inserts rows in one statement, in the order of their keys. */
export function insertRows<Row>(db: Transaction, table: Table<Row>, rows: readonly Row[]): void {
  const isPlain = rows.every((row) => table.rare.every((field) => row[field] === null));
  write(db, table, (isPlain ? table.insertPlain : null) ?? table.insert, rows);
}

/**
 * Writes rows that exist, found by their key, in one statement. As an insert that always meets the row: it goes by the
 * primary key whatever the planner thinks of the table.
 */
export function writeBackRows<Row>(db: Transaction, table: Table<Row>, rows: readonly Row[]): void {
  write(db, table, table.writeBack, rows);
}

function write<Row>(
  db: Transaction,
  table: Table<Row>,
  { name, text, columns }: Write<Row>,
  rows: readonly Row[],
): void {
  if (rows.length === 0) {
    return;
  }
  const sorted = sortByKey(table, rows);
  const values = columns.map(({ field, type }) => sorted.map((row) => toParameter(row[field], type)));
  db.send({ name, text, values });
}

function insertText<Row>(name: string, columns: readonly Column<Row>[]): string {
  const names = columns.map(({ column }) => column).join(", ");
  const arrays = columns.map(({ type }, index) => `$${index + 1}::${type}[]`).join(", ");
  return `insert into ${name} (${names}) select * from unnest(${arrays})`;
}

function writeBackText<Row>(
  name: string,
  columns: readonly Column<Row>[],
  keys: readonly Column<Row>[],
): string {
  const sets = columns
    .filter(({ field }) => !keys.some((key) => key.field === field))
    .map(({ column }) => `${column} = excluded.${column}`);
  return `${insertText(name, columns)}
    on conflict (${keys.map(({ column }) => column).join(", ")}) do update set ${sets.join(", ")}`;
}

/** Sets are written sorted by key, so that two processes lock rows in one order. */
function sortByKey<Row>(table: Table<Row>, rows: readonly Row[]): readonly Row[] {
  if (rows.length === 1) {
    return rows;
  }
  const keyed = rows.map((row) => ({ row, key: table.key.map((field) => String(row[field])).join(" ") }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  return keyed.map(({ row }) => row);
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
