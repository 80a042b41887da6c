/** Writes a backup (npm run backup -- [FILE] [--with-key] [--without-files]); the server may run meanwhile. */
import { join } from "node:path";
import { parseArgs } from "node:util";
import { filesFolderOf } from "#server/backup/message-files.ts";
import { openForReading } from "#server/backup/open-source.ts";
import { sizeOf } from "#server/backup/progress.ts";
import { runDatabaseCommand } from "#server/backup/run-database-command.ts";
import { writeBackup } from "#server/backup/write-backup.ts";
import { readSecretKey } from "#server/secret-key.ts";

await runDatabaseCommand(async ({ config, log, progress, now }) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { "with-key": { type: "boolean" }, "without-files": { type: "boolean" } },
  });
  const stamp = new Date(now).toISOString().slice(0, 19).replaceAll(":", "-");
  const path = positionals[0] ?? join(config.dataDir, "backups", `messaging-center-${stamp}.tar`);
  const withKey = values["with-key"] === true;
  const source = await openForReading(config, log);
  try {
    progress.say(`Writing a backup into ${path}`);
    const { size } = await writeBackup({
      url: source.readerUrl,
      path,
      now,
      progress,
      // Files in a bucket are kept by its own means.
      filesFolder:
        values["without-files"] === true || config.s3 !== null ? null : filesFolderOf(config.dataDir),
      secretKey: config.secretKey ?? (await readSecretKey(config.dataDir)),
      withKey,
    });
    progress.say(`Done: ${path} (${sizeOf(size)}).`);
    progress.say(
      withKey
        ? "It holds the secret key: whoever has the file can open the channels' secrets. Keep it as safe as they are."
        : "It does not hold the secret key, which opens the channels' secrets: keep secret.key (or SECRET_KEY) apart.",
    );
  } finally {
    await source.close();
  }
});
