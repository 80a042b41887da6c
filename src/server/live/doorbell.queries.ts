import type pg from "pg";

/** A name that no other database has and all processes of this one agree on, by whatever address they came. */
export async function findDatabaseName(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    `select (select system_identifier from pg_control_system()) || '.' || oid as name
      from pg_database where datname = current_database()`,
  );
  const [row] = rows;
  if (row === undefined) {
    throw new Error("The database does not know itself");
  }
  return row.name;
}
