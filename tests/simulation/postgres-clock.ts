import type pg from "pg";
import type { Instant } from "#domain/time.ts";

/**
 * Gives a test's database a clock that the test sets: functions of these names stand before PostgreSQL's own in the
 * search path, so that every statement of the product reads them. Connections made before do not see it.
 */
export async function installClock(admin: pg.Client): Promise<void> {
  await admin.query(`
    create schema simulation;
    create table simulation.clock (at timestamptz not null);
    insert into simulation.clock values ('epoch');
    create function simulation.clock_timestamp() returns timestamptz language sql volatile
      as 'select at from simulation.clock';
    create function simulation.now() returns timestamptz language sql volatile
      as 'select at from simulation.clock';
    grant usage on schema simulation to public;
    grant select on simulation.clock to public;
    do $$ begin
      execute format('alter database %I set search_path = simulation, pg_catalog, public', current_database());
    end $$`);
}

/** Sets that clock. */
export async function setClock(admin: pg.Client, now: Instant): Promise<void> {
  await admin.query("update simulation.clock set at = timestamptz 'epoch' + $1 * interval '1 millisecond'", [
    now,
  ]);
}
