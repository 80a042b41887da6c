import { writeItem } from "../db/array-parameter.ts";
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
  /** Its columns but the workspace, which all rows of a draft share. */
  own: readonly Column<Row>[];
  /** The select list of all columns with the alias `t`. */
  list: string;
  /** The statements that write it, made once. */
  insert: Write<Row>;
  /** The insert of rows that have nothing in the rare columns; null when there are none. */
  insertPlain: Write<Row> | null;
  writeBack: Write<Row>;
  /** Writes back rows of which only busy columns changed; null when there are none. */
  update: Write<Row> | null;
  rare: readonly (keyof Row & string)[];
  busy: ReadonlySet<keyof Row & string>;
};

/** A statement whose first parameter is the workspace, followed by one array for each of its columns. */
type Write<Row> = { name: string; text: string; columns: readonly Column<Row>[] };

/**
 * Columns that never change once a row is there (nullable or with a default), those that plain rows leave empty (null,
 * or false by default), and those that change all day.
 */
type Habits<Row> = {
  fixed?: readonly (keyof Row & string)[];
  rare?: readonly (keyof Row & string)[];
  busy?: readonly (keyof Row & string)[];
};

/** Describes a table once; its statements are made from it, so that no column is forgotten in one of them. */
export function defineTable<Row extends { workspaceId: string }>(
  name: string,
  key: readonly (keyof Row & string)[],
  types: { readonly [Field in keyof Row & string]-?: ColumnType },
  { fixed = [], rare = [], busy = [] }: Habits<Row> = {},
): Table<Row> {
  const columns = Object.entries<ColumnType>(types).map(([field, type]) => ({
    field: field as keyof Row & string,
    column: field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    type,
  }));
  const own = columns.filter(({ field }) => field !== "workspaceId");
  const without = (left: readonly string[]) => own.filter(({ field }) => !left.includes(field));
  const keys = own.filter(({ field }) => key.includes(field));
  const busyColumns = [...keys, ...own.filter(({ field }) => busy.includes(field))];
  return {
    name,
    key,
    own,
    list: columns.map(({ column, field }) => `t.${column} as "${field}"`).join(", "),
    insert: { name: `record_insert_${name}`, text: insertText(name, own), columns: own },
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
      text: writeBackText(name, without(fixed), keys),
      columns: without(fixed),
    },
    update:
      busy.length === 0
        ? null
        : { name: `record_update_${name}`, text: updateText(name, busyColumns, keys), columns: busyColumns },
    rare,
    busy: new Set(busy),
  };
}

/** The columns of a table but its workspace, in their order and under an alias: what `readRow` reads. */
export function columnsAs<Row>({ own }: Table<Row>, alias: string): string {
  return own.map(({ column }) => `${alias}.${column}`).join(", ");
}

/** The row of a workspace whose columns stand in an answer from a place on. */
export function readRow<Row extends { workspaceId: string }>(
  { own }: Table<Row>,
  { workspaceId, values, place }: { workspaceId: string; values: readonly unknown[]; place: number },
): Row {
  const row: Record<string, unknown> = { workspaceId };
  let next = place;
  for (const { field } of own) {
    row[field] = values[next];
    next += 1;
  }
  return row as Row;
}

/** Inserts rows of one workspace in one statement, in the order of their keys. */
export function insertRows<Row extends { workspaceId: string }>(
  db: Transaction,
  table: Table<Row>,
  rows: readonly Row[],
): void {
  const isPlain = rows.every((row) =>
    table.rare.every((field) => row[field] === null || row[field] === false),
  );
  write(db, table, (isPlain ? table.insertPlain : null) ?? table.insert, rows);
}

/**
 * Writes rows that exist, found by their key, in one statement. Those of which more than the busy columns changed are
 * written as an insert that always meets the row: it goes by the primary key whatever the planner thinks of the table.
 */
export function writeBackRows<Row extends { workspaceId: string }>(
  db: Transaction,
  table: Table<Row>,
  rows: readonly Row[],
  changedFields: ReadonlySet<keyof Row & string>,
): void {
  const isBusy = [...changedFields].every((field) => table.busy.has(field));
  write(db, table, (isBusy ? table.update : null) ?? table.writeBack, rows);
}

function write<Row extends { workspaceId: string }>(
  db: Transaction,
  table: Table<Row>,
  { name, text, columns }: Write<Row>,
  rows: readonly Row[],
): void {
  const [first] = rows;
  if (first === undefined) {
    return;
  }
  const sorted = sortByKey(table, rows);
  const values = columns.map((column) => writeColumn(sorted, column));
  db.send({ name, text, values: [first.workspaceId, ...values] });
}

function insertText<Row>(name: string, columns: readonly Column<Row>[]): string {
  const names = columns.map(({ column }) => column).join(", ");
  return `insert into ${name} (workspace_id, ${names}) select $1::uuid, * from ${arraysOf(columns)}`;
}

function arraysOf<Row>(columns: readonly Column<Row>[]): string {
  return `unnest(${columns.map(({ type }, index) => `$${index + 2}::${type}[]`).join(", ")})`;
}

function writeBackText<Row>(
  name: string,
  columns: readonly Column<Row>[],
  keys: readonly Column<Row>[],
): string {
  const sets = columns
    .filter((column) => !keys.includes(column))
    .map(({ column }) => `${column} = excluded.${column}`);
  return `${insertText(name, columns)}
    on conflict (workspace_id, ${keys.map(({ column }) => column).join(", ")}) do update set ${sets.join(", ")}`;
}

function updateText<Row>(
  name: string,
  columns: readonly Column<Row>[],
  keys: readonly Column<Row>[],
): string {
  const sets = columns
    .filter((column) => !keys.includes(column))
    .map(({ column }) => `${column} = v.${column}`);
  const isRow = keys.map(({ column }) => `t.${column} = v.${column}`);
  return `update ${name} t set ${sets.join(", ")}
    from ${arraysOf(columns)} as v(${columns.map(({ column }) => column).join(", ")})
    where t.workspace_id = $1::uuid and ${isRow.join(" and ")}`;
}

/** Sets are written sorted by key, so that two processes lock rows in one order. */
function sortByKey<Row>(table: Table<Row>, rows: readonly Row[]): readonly Row[] {
  if (rows.length === 1) {
    return rows;
  }
  const keyOf = (row: Row) => table.key.map((field) => String(row[field])).join(" ");
  const keyed = rows.map((row) => ({ row, key: keyOf(row) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : 1));
  return keyed.map(({ row }) => row);
}

/** One column of some rows as PostgreSQL reads a list. Rows are written thousands of times a second: no list is made first. */
function writeColumn<Row>(rows: readonly Row[], { field, type }: Column<Row>): string {
  let list = "";
  for (const row of rows) {
    const value: unknown = row[field];
    list += list === "" ? "{" : ",";
    list += value === null || value === undefined ? "NULL" : writeValue(value, type);
  }
  return `${list}}`;
}

function writeValue(value: unknown, type: ColumnType): string {
  switch (type) {
    case "timestamptz":
      return new Date(Number(value)).toISOString();
    case "jsonb":
      return writeItem(jsonParameter(value));
    case "text":
      return writeItem(textParameter(String(value)));
    default:
      return String(value);
  }
}
