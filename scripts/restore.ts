/** Restores a backup into an empty database and data folder (npm run restore -- FILE [--other-key]). */
import { mkdir } from "node:fs/promises";
import { parseArgs } from "node:util";
import { BackupError } from "#server/backup/backup-error.ts";
import { openPlace } from "#server/backup/open-source.ts";
import { openBackup, restoreBackup } from "#server/backup/restore-backup.ts";
import { runDatabaseCommand } from "#server/backup/run-database-command.ts";

await runDatabaseCommand(async ({ config, log, progress, now }) => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { "other-key": { type: "boolean" } },
  });
  const [path] = positionals;
  if (path === undefined) {
    throw new BackupError("Name the backup: npm run restore -- FILE");
  }
  progress.say(`Checking ${path}`);
  const backup = await openBackup(path, progress);
  try {
    const { manifest } = backup;
    progress.say(`It was taken at ${manifest.takenAt} by version ${manifest.version}. Restoring:`);
    await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
    const target = await openPlace(config, log);
    try {
      const { unknown } = await restoreBackup({
        ...target,
        backup,
        dataDir: config.dataDir,
        secretKey: config.secretKey,
        otherKey: values["other-key"] === true,
        now,
        progress,
      });
      progress.say("Done. Everybody signs in anew.");
      if (unknown > 0) {
        progress.say(
          `${unknown} messages had no end when the backup was taken. They may have been sent since, so they are "unknown" now and are not sent again by themselves.`,
        );
      }
      if (manifest.files === null) {
        progress.say("The backup holds no files of messages: put the folder blobs into DATA_DIR yourself.");
      }
    } finally {
      await target.close();
    }
  } finally {
    await backup.archive.close();
  }
});
