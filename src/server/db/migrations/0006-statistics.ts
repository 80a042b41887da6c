import { type Kysely, sql } from "kysely";

/**
 * PostgreSQL plans a prepared statement once, and on a table of which it has no statistics it takes "one workspace" to
 * be as few rows as "one message". Such a plan reads the whole workspace for every key until autovacuum comes by. The
 * app may not analyze tables that it does not own, so this function does it, while the tables are small.
 */
const statistics = `
create function refresh_statistics() returns void language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp as $body$
declare name text;
begin
  foreach name in array array['customers', 'identities', 'addresses', 'threads', 'messages', 'attempts', 'parked_statuses',
    'attachments', 'reactions', 'windows', 'conversations', 'charges', 'delivery_queue'] loop
    if (select reltuples < 20000 from pg_class where oid = name::regclass) then
      execute format('analyze (skip_locked) %I', name);
    end if;
  end loop;
end
$body$;
`;

/** Lets the app keep the statistics of growing tables fresh. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statistics).execute(db);
}
