import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import { checksumName } from "./archive-writer.ts";
import { BackupError } from "./backup-error.ts";
import type { Progress } from "./progress.ts";
import { blockSize, paddingOf, readTarHeader, type TarEntry } from "./tar-header.ts";

/** A file inside an archive, and where its content begins. */
export type ArchiveEntry = TarEntry & { offset: number };

/** An archive that is whole: every byte was compared with its checksum before anything is read from it. */
export type ArchiveReader = {
  entries: readonly ArchiveEntry[];
  read(entry: ArchiveEntry): Promise<Buffer>;
  close(): Promise<void>;
};

const chunkSize = 1 << 20;

/** Opens an archive and checks it from end to end; one that is cut short or changed is refused. */
export async function openArchive(path: string, progress: Progress): Promise<ArchiveReader> {
  const file = await open(path, "r").catch((cause: unknown) => {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    throw new BackupError(`${path} can't be read (${code}).`, { cause });
  });
  try {
    const entries = await listEntries(file, path);
    const last = entries.at(-1);
    if (last?.name !== checksumName || (await file.stat()).size !== endOf(last)) {
      throw notWhole(path);
    }
    const stored = (await readBytes(file, last.offset, last.size)).toString("utf8").trim();
    if ((await digestOf(file, last.offset - blockSize, progress)) !== stored) {
      throw new BackupError(`${path} is damaged: its bytes do not match its checksum. Nothing was restored.`);
    }
    return {
      entries: entries.slice(0, -1),
      read: ({ offset, size }) => readBytes(file, offset, size),
      close: () => file.close(),
    };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Two empty blocks end an archive. */
function endOf({ offset, size }: ArchiveEntry): number {
  return offset + size + paddingOf(size) + 2 * blockSize;
}

async function listEntries(file: FileHandle, path: string): Promise<ArchiveEntry[]> {
  const { size: fileSize } = await file.stat();
  const entries: ArchiveEntry[] = [];
  let offset = 0;
  while (offset + blockSize <= fileSize) {
    const header = await readBytes(file, offset, blockSize);
    if (header.every((byte) => byte === 0)) {
      break;
    }
    const entry = readTarHeader(header);
    if (entry === null && entries.length === 0) {
      throw new BackupError(`${path} is no backup of Messaging Center.`);
    }
    if (entry === null || offset + blockSize + entry.size > fileSize) {
      throw notWhole(path);
    }
    entries.push({ ...entry, offset: offset + blockSize });
    offset += blockSize + entry.size + paddingOf(entry.size);
  }
  return entries;
}

async function digestOf(file: FileHandle, end: number, progress: Progress): Promise<string> {
  const hash = createHash("sha256");
  for (let offset = 0; offset < end; offset += chunkSize) {
    const bytes = await readBytes(file, offset, Math.min(chunkSize, end - offset));
    hash.update(bytes);
    progress.moved("checking", bytes.length);
  }
  return hash.digest("hex");
}

async function readBytes(file: FileHandle, offset: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) {
      throw new BackupError("The backup became shorter while it was read.");
    }
    filled += bytesRead;
  }
  return bytes;
}

function notWhole(path: string): BackupError {
  return new BackupError(`${path} is not whole: it is cut short or damaged. Nothing was restored.`);
}
