import {
  CamelCasePlugin,
  Kysely,
  type KyselyPlugin,
  type PluginTransformResultArgs,
  PostgresDialect,
  type PostgresPool,
  type QueryResult,
  type UnknownRow,
} from "kysely";
import type { Database, Transaction } from "../db/connect.ts";

/** The schema `auth` as the auth library sees it: camelCase names and Date values. */
export type AuthDatabase = Kysely<unknown>;

/** The library's view of the database, one statement at a time. */
export function authDatabaseOf(database: Database): AuthDatabase {
  return withLibraryNames(new Kysely<unknown>({ dialect: new PostgresDialect({ pool: database.pool }) }));
}

/** The same inside a transaction of ours, so that what the library writes is stored together with our rows or not at all. */
export function authDatabaseIn(db: Transaction): AuthDatabase {
  const client = {
    processID: -1,
    query: (text: string, values: readonly unknown[]) => db.answer({ text, values }),
    release: () => undefined,
  };
  // Kysely calls a client with (text, values) alone, unless a cursor is asked for.
  const pool: PostgresPool = {
    connect: async () => client as never,
    end: async () => undefined,
    options: {},
  };
  return withLibraryNames(new Kysely<unknown>({ dialect: new PostgresDialect({ pool }) }));
}

function withLibraryNames(db: Kysely<unknown>): AuthDatabase {
  return db.withPlugin(new CamelCasePlugin()).withPlugin(new DatePlugin());
}

/** Our driver reads times as numbers, the library wants dates. */
class DatePlugin implements KyselyPlugin {
  transformQuery: KyselyPlugin["transformQuery"] = ({ node }) => node;

  async transformResult({ result }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return { ...result, rows: result.rows.map(withDates) };
  }
}

function withDates(row: UnknownRow): UnknownRow {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      typeof value === "number" && name.endsWith("At") ? new Date(value) : value,
    ]),
  );
}
