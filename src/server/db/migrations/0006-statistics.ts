import { type Kysely, sql } from "kysely";

/**
 * PostgreSQL plans a prepared statement once, and of a table without statistics it takes "all rows of one workspace" to be
 * as few as "one message". Such a plan reads the whole workspace for every key until autovacuum comes by. The app may not
 * analyze tables that it does not own, so this function does it: those that doubled since they were last analyzed, while
 * they are small. Few at a time and from a small sample: it runs inside transactions that somebody waits for.
 */
const statistics = `
create function refresh_statistics() returns void language plpgsql security definer
  set search_path = pg_catalog, public, pg_temp set default_statistics_target = 10 as $body$
declare name text;
begin
  for name in
    select c.relname from pg_class c
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.reltuples < 20000
      and c.relname in ('customers', 'identities', 'addresses', 'threads', 'messages', 'attempts', 'parked_statuses',
        'attachments', 'reactions', 'windows', 'conversations', 'charges', 'delivery_queue')
      and pg_relation_size(c.oid) / current_setting('block_size')::int > 2 * c.relpages
    order by pg_relation_size(c.oid)::float8 / greatest(c.relpages, 1) desc limit 3
  loop
    execute format('analyze (skip_locked) public.%I', name);
  end loop;
end
$body$;
`;

/** Lets the app keep the statistics of growing tables fresh. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql.raw(statistics).execute(db);
}
