/** Migrates a database in a process of its own. Arguments: the owner's URL, the app's URL. */
import { migrate } from "#server/db/migrate.ts";
import { silentLog } from "../silent-log.ts";

const [ownerUrl = "", appUrl = ""] = process.argv.slice(2);
await migrate({ ownerUrl, appUrl, log: silentLog, now: Date.now() });
