/**
 * An app that does nothing but run the embedded PostgreSQL, for tests that kill it. Arguments: data folder, account
 * names. Prints one line of JSON when it serves or when it was refused, and stays until it is ended.
 */
import type { AccountName } from "#server/db/embedded/accounts.ts";
import { startEmbeddedPostgres } from "#server/db/embedded/start-embedded-postgres.ts";
import { silentLog } from "../silent-log.ts";

const [dataDir = "", ...accounts] = process.argv.slice(2);
const options = accounts.length === 0 ? {} : { accounts: accounts as AccountName[] };

try {
  const postgres = await startEmbeddedPostgres({ dataDir, log: silentLog, fsync: false, ...options });
  console.log(JSON.stringify({ pid: postgres.pid(), superuserUrl: postgres.superuserUrl }));
  process.on("SIGTERM", () => void postgres.stop().then(() => process.exit(0)));
  setInterval(() => undefined, 60_000);
} catch (error) {
  console.log(JSON.stringify({ error: error instanceof Error ? error.message : String(error) }));
  process.exitCode = 1;
}
