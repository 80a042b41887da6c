import type { Database } from "./connect.ts";
import { DatabaseStartError } from "./database-start-error.ts";

/**
 * Row-level security, forced or not, does nothing against a superuser or BYPASSRLS: the app does not start as one,
 * nor as a role that may become one.
 */
export async function refusePrivilegedRole(database: Database): Promise<void> {
  const { rows } = await database.pool.query<{ role: string; privileged: string | null }>(`
    select current_user as role,
      (select rolname from pg_roles
       where (rolsuper or rolbypassrls) and pg_has_role(current_user, oid, 'member')
       order by rolname = current_user desc limit 1) as privileged`);
  const [found] = rows;
  if (found === undefined || found.privileged === null) {
    return;
  }
  const why =
    found.privileged === found.role
      ? `is a superuser or has BYPASSRLS`
      : `can become ${found.privileged}, a superuser or BYPASSRLS role`;
  throw new DatabaseStartError(
    `The role ${found.role} of DATABASE_URL ${why}: the walls between workspaces would not hold. ` +
      "Make a plain role (create role app login password '…' nosuperuser nobypassrls) and put it in DATABASE_URL; " +
      "the owner of the database goes into DATABASE_OWNER_URL.",
  );
}
