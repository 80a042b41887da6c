/** Copies the database to another PostgreSQL (npm run db:move -- --to URL|embedded [--to-owner URL]); the source stays. */
import { parseArgs } from "node:util";
import { BackupError } from "#server/backup/backup-error.ts";
import { moveDatabase } from "#server/backup/move-database.ts";
import { openEmbedded, openOutside, openPlace } from "#server/backup/open-source.ts";
import { runDatabaseCommand } from "#server/backup/run-database-command.ts";
import { readConfig } from "#server/config.ts";

await runDatabaseCommand(async ({ config, log, progress, now }) => {
  const { values } = parseArgs({
    options: { to: { type: "string" }, "to-owner": { type: "string" } },
  });
  const { to } = values;
  if (to === undefined || (to === "embedded" && config.databaseUrl === null)) {
    throw new BackupError(
      "Say where to: npm run db:move -- --to postgresql://user:password@host/database, or --to embedded to come back from DATABASE_URL.",
    );
  }
  await using places = new AsyncDisposableStack();
  const source = places.adopt(await openPlace(config, log), (one) => one.close());
  const target = places.adopt(await openTarget(to), (one) => one.close());
  progress.say("Moving:");
  const { rows } = await moveDatabase({
    fromUrl: source.readerUrl,
    toOwnerUrl: target.ownerUrl,
    toAppUrl: target.appUrl,
    now,
    progress,
  });
  progress.say(`Done: ${rows} rows, counts and checksums are equal. The old database is as it was.`);
  progress.say(
    to === "embedded"
      ? "Take DATABASE_URL and DATABASE_OWNER_URL out of the settings, keep SECRET_KEY, and start."
      : "Set DATABASE_URL (and DATABASE_OWNER_URL) to the new one and SECRET_KEY to the key so far (DATA_DIR/secret.key), and start.",
  );
  progress.say("Never start a server on the old one again: it would send what is queued there once more.");

  async function openTarget(url: string) {
    if (url === "embedded") {
      return await openEmbedded(config.dataDir, log);
    }
    const { databaseUrl, databaseOwnerUrl } = readConfig({
      DATABASE_URL: url,
      DATABASE_OWNER_URL: values["to-owner"],
      SECRET_KEY: Buffer.alloc(32).toString("base64"),
    });
    return await openOutside({ appUrl: databaseUrl ?? url, ownerUrl: databaseOwnerUrl }, log);
  }
});
