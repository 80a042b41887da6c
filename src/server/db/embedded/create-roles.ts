import { Client } from "pg";

/** The names inside an embedded cluster. */
export const names = {
  database: "messaging_center",
  owner: "messaging_center_owner",
  app: "messaging_center_app",
} as const;

/**
 * Makes the database and its two roles, and takes from the roles what they must not have, at every start: the owner
 * runs migrations, the app's role reads and writes under row-level security.
 */
export async function createRoles(superuserUrl: string): Promise<void> {
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    for (const role of [names.owner, names.app]) {
      if (!(await exists(client, "select from pg_roles where rolname = $1", role))) {
        await client.query(`create role ${role}`);
      }
      await client.query(
        `alter role ${role} login nosuperuser nobypassrls nocreatedb nocreaterole noreplication`,
      );
    }
    if (!(await exists(client, "select from pg_database where datname = $1", names.database))) {
      await client.query(`create database ${names.database} owner ${names.owner} template template0`);
    }
    await client.query(`revoke all on database ${names.database} from public`);
    await client.query(`grant connect on database ${names.database} to ${names.app}`);
  } finally {
    await client.end();
  }
}

async function exists(client: Client, text: string, value: string): Promise<boolean> {
  const { rowCount } = await client.query(text, [value]);
  return rowCount === 1;
}
