import { rm, writeFile } from "node:fs/promises";
import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import { readSecretKey, secretKeyPath } from "../secret-key.ts";
import { type ArchiveReader, openArchive } from "./archive-reader.ts";
import { BackupError } from "./backup-error.ts";
import { loadDatabase } from "./load-database.ts";
import {
  filesFolder,
  folderOf,
  keyName,
  type Manifest,
  manifestName,
  readManifest,
  type TableContents,
} from "./manifest.ts";
import { filesFolderOf, receiveMessageFiles } from "./message-files.ts";
import type { Progress } from "./progress.ts";
import { chooseKey } from "./secret-key-ids.ts";
import { settleRestored } from "./settle-restored.ts";

const decompress = promisify(gunzip);

/** A backup that was found whole, and what it says about itself. */
export type OpenBackup = { archive: ArchiveReader; manifest: Manifest };

/** Opens a backup: every byte is checked before anything is restored. */
export async function openBackup(path: string, progress: Progress): Promise<OpenBackup> {
  const archive = await openArchive(path, progress);
  const entry = archive.entries.at(-1);
  const text = entry?.name === manifestName ? (await archive.read(entry)).toString("utf8") : "";
  const manifest = readManifest(text);
  if (manifest === null) {
    await archive.close();
    throw new BackupError(`${path} was written by a newer Messaging Center, or by something else.`);
  }
  return { archive, manifest };
}

export type RestoreOptions = {
  backup: OpenBackup;
  ownerUrl: string;
  appUrl: string;
  dataDir: string;
  /** SECRET_KEY; null: the key of the data folder. */
  secretKey: string | null;
  /** Restores although the channels' secrets can't be opened here. */
  otherKey: boolean;
  now: number;
  progress: Progress;
};

/**
 * Restores a backup into an empty database and data folder, all of it or nothing. Messages that had no end when it was
 * taken become `unknown` (F32); answers how many.
 */
export async function restoreBackup(options: RestoreOptions): Promise<{ unknown: number }> {
  const { backup, dataDir, progress, now } = options;
  const { archive, manifest } = backup;
  const newKey = await keyToWrite(options);
  const files = manifest.files === null ? null : await receiveMessageFiles(filesFolderOf(dataDir));
  let hasWrittenKey = false;
  let unknown = 0;
  try {
    await loadDatabase({
      ownerUrl: options.ownerUrl,
      appUrl: options.appUrl,
      contents: manifest,
      progress,
      read: (table) => readTable(archive, table),
      async beforeCommit(client) {
        unknown = await settleRestored(client, { takenAt: Date.parse(manifest.takenAt), now });
        for (const entry of archive.entries.filter(({ name }) => name.startsWith(filesFolder))) {
          await files?.put(entry.name.slice(filesFolder.length), await archive.read(entry));
          progress.moved("files of messages", entry.size);
        }
        if (newKey !== null) {
          await writeFile(secretKeyPath(dataDir), newKey, { mode: 0o600, flag: "wx", flush: true });
          hasWrittenKey = true;
        }
        await files?.finish();
      },
    });
    return { unknown };
  } catch (error) {
    await files?.discard();
    if (hasWrittenKey) {
      await rm(secretKeyPath(dataDir), { force: true });
    }
    throw error;
  }
}

/** The backup's own key, where there is none yet. */
async function keyToWrite({ backup, dataDir, secretKey, otherKey }: RestoreOptions): Promise<string | null> {
  const { archive, manifest } = backup;
  const entry = archive.entries.find(({ name }) => name === keyName);
  const held = entry === undefined ? null : (await archive.read(entry)).toString("utf8");
  const here = secretKey ?? (await readSecretKey(dataDir));
  if (!otherKey) {
    chooseKey(manifest, { here, held });
  }
  return here === null ? held : null;
}

async function* readTable(archive: ArchiveReader, table: TableContents): AsyncGenerator<Buffer> {
  const folder = folderOf(table);
  for (const entry of archive.entries.filter(({ name }) => name.startsWith(folder))) {
    yield await decompress(await archive.read(entry));
  }
}
