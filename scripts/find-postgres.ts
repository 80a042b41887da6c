/**
 * Looks for a PostgreSQL on this machine's usual port that lets us make databases (npm run find-postgres): prints its
 * URL, or fails. Tried are the names and passwords that development servers and CI services have.
 */
import pg from "pg";

const users = ["postgres", process.env.USER ?? ""].filter((user) => user !== "");
const passwords = ["", "postgres"];

for (const user of users) {
  for (const password of passwords) {
    const url = `postgresql://${user}${password === "" ? "" : `:${password}`}@127.0.0.1:5432/postgres`;
    if (await canMakeDatabases(url)) {
      console.log(url);
      process.exit(0);
    }
  }
}
process.exit(1);

async function canMakeDatabases(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ can: boolean }>(
      `select (rolsuper or (rolcreatedb and rolcreaterole)) and current_setting('server_version_num')::int >= 150000 as can
       from pg_roles where rolname = current_user`,
    );
    return rows[0]?.can === true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
