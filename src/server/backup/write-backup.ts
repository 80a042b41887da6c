import { createReadStream } from "node:fs";
import { promisify } from "node:util";
import { constants, gzip } from "node:zlib";
import { appVersion } from "./app-version.ts";
import { type ArchiveWriter, createArchive } from "./archive-writer.ts";
import {
  filesFolder,
  folderOf,
  keyName,
  type Manifest,
  manifestName,
  type TableContents,
} from "./manifest.ts";
import { listMessageFiles } from "./message-files.ts";
import { type Progress, sizeOf } from "./progress.ts";
import { keyIdsOf } from "./secret-key-ids.ts";
import { openSnapshot, type Snapshot } from "./snapshot.ts";

/** Sessions and their one-time codes lie in clear in their tables: no file holds them, and people sign in anew. */
const leftOut = ["auth.sessions", "auth.verifications"];

/** How much of a table is compressed at a time. */
const partSize = 8 << 20;

const compress = promisify(gzip);

export type BackupOptions = {
  /** Who may read everything: the owner, or a superuser. */
  url: string;
  path: string;
  now: number;
  progress: Progress;
  /** The folder of the messages' files; null: they are left out. */
  filesFolder: string | null;
  /** The key that seals the channels' secrets; null when none was made yet. */
  secretKey: string | null;
  /** Whether the file holds the key: then it opens everything by itself. */
  withKey: boolean;
};

/** Writes a backup of one moment into a new file; the server may run meanwhile. */
export async function writeBackup(options: BackupOptions): Promise<{ size: number; manifest: Manifest }> {
  const { progress, secretKey } = options;
  const archive = await createArchive(options.path, options.now);
  try {
    const snapshot = await openSnapshot({ ...options, without: leftOut });
    try {
      for (const table of snapshot.contents.tables) {
        await addTable(archive, { snapshot, table, progress });
      }
      const files =
        options.filesFolder === null ? null : await addFiles(archive, options.filesFolder, progress);
      if (options.withKey && secretKey !== null) {
        await archive.add(keyName, Buffer.from(secretKey));
      }
      const manifest: Manifest = {
        format: 1,
        version: await appVersion(),
        ...snapshot.contents,
        keyIds: secretKey === null ? [] : keyIdsOf(secretKey),
        hasKey: options.withKey && secretKey !== null,
        files,
      };
      await archive.add(manifestName, Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`));
      return { ...(await archive.finish()), manifest };
    } finally {
      await snapshot.close();
    }
  } finally {
    await archive.discard();
  }
}

type TableWork = { snapshot: Snapshot; table: TableContents; progress: Progress };

async function addTable(archive: ArchiveWriter, { snapshot, table, progress }: TableWork): Promise<void> {
  let chunks: Buffer[] = [];
  let size = 0;
  let part = 0;
  const flush = async () => {
    part += 1;
    const bytes = await compress(Buffer.concat(chunks), { level: constants.Z_BEST_SPEED });
    await archive.add(`${folderOf(table)}${String(part).padStart(6, "0")}.gz`, bytes);
    chunks = [];
    size = 0;
  };
  for await (const chunk of snapshot.read(table)) {
    progress.moved(table.name, chunk.length);
    chunks.push(chunk);
    size += chunk.length;
    if (size >= partSize) {
      await flush();
    }
  }
  if (size > 0) {
    await flush();
  }
  if (table.rows > 0) {
    progress.say(`  ${table.name}: ${table.rows} rows`);
  }
}

/** The snapshot is older than this list, and a file is stored before its row: every row finds its file. */
async function addFiles(
  archive: ArchiveWriter,
  folder: string,
  progress: Progress,
): Promise<Manifest["files"]> {
  const files = { count: 0, bytes: 0 };
  for await (const { key, path, size } of listMessageFiles(folder)) {
    await archive.addStream(`${filesFolder}${key}`, size, createReadStream(path));
    files.count += 1;
    files.bytes += size;
    progress.moved("files of messages", size);
  }
  progress.say(`  files of messages: ${files.count}, ${sizeOf(files.bytes)}`);
  return files;
}
