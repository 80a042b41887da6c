import pg from "pg";
import { connectDatabase, type Database, patientTimeouts } from "./connect.ts";
import { DatabaseStartError } from "./database-start-error.ts";
import type { Log } from "./log.ts";
import { refusePrivilegedRole } from "./refuse-privileged-role.ts";

const patienceMs = 5_000;
const oldestMajor = 15;

/** Refuses a PostgreSQL that can't be reached, is too old or knows us as a superuser, before anything changes in it. */
export async function checkDatabase({ url, log }: { url: string; log: Log }): Promise<void> {
  const timeouts = { ...patientTimeouts, connectMs: patienceMs, statementMs: patienceMs };
  const database = connectDatabase({ url, log, connections: 1, timeouts, name: "messaging-center check" });
  try {
    refuseOldVersion(await readVersion(database));
    await refusePrivilegedRole(database);
  } catch (error) {
    throw explainDatabaseFailure(error, { url, setting: "DATABASE_URL" });
  } finally {
    await database.close();
  }
}

async function readVersion({ pool }: Database): Promise<number> {
  const { rows } = await pool.query<{ version: number }>(
    "select current_setting('server_version_num')::integer as version",
  );
  return rows[0]?.version ?? 0;
}

/** PostgreSQL writes 15.4 as 150004. */
export function refuseOldVersion(version: number): void {
  const major = Math.floor(version / 10_000);
  if (major < oldestMajor) {
    throw new DatabaseStartError(
      `The PostgreSQL of DATABASE_URL has version ${major}; ${oldestMajor} or newer is needed.`,
    );
  }
}

/** Which address failed, and the setting that holds it. */
export type DatabaseAddress = { url: string; setting: "DATABASE_URL" | "DATABASE_OWNER_URL" };

/** A failed first contact as a sentence for the person who starts the app: it names the setting, never the password. */
export function explainDatabaseFailure(error: unknown, { url, setting }: DatabaseAddress): Error {
  const failure: unknown = error instanceof AggregateError ? error.errors[0] : error;
  if (failure instanceof DatabaseStartError || !(failure instanceof Error)) {
    return failure instanceof Error ? failure : new Error(String(failure));
  }
  const { host, port, user, database } = new pg.Client({ connectionString: url });
  const { message } = failure;
  const code = "code" in failure && typeof failure.code === "string" ? failure.code : "";
  const place = `PostgreSQL at ${host.startsWith("/") ? host : `${host}:${port}`}`;
  return new DatabaseStartError(sentence(), { cause: error });

  function sentence(): string {
    if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
      return `The host ${host} of ${setting} is not known (${code}).`;
    }
    if (code.startsWith("28")) {
      return `${place} does not let the role ${user} in: ${message}. Check the user and password in ${setting}.`;
    }
    if (code === "3D000") {
      return `${place} has no database ${database}. Create it, or name another one in ${setting}.`;
    }
    if (code === "42501") {
      return `The role ${user} may not do what a start needs: ${message}. Put the owner of the database into DATABASE_OWNER_URL.`;
    }
    return `${place} can't be used: ${message}. Check that it runs, and ${setting}.`;
  }
}
