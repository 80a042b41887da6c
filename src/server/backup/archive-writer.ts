import { createHash } from "node:crypto";
import { constants } from "node:fs";
import { access, type FileHandle, mkdir, open, rename, rm } from "node:fs/promises";
import { dirname } from "node:path";
import { BackupError } from "./backup-error.ts";
import { blockSize, paddingOf, writeTarHeader } from "./tar-header.ts";

/** The last file of every archive: the SHA-256 of all bytes before it. Without it an archive is not whole. */
export const checksumName = "checksum.sha256";

/** A tar file that grows beside its place and takes it only when it is whole and durable. */
export type ArchiveWriter = {
  add(name: string, content: Buffer): Promise<void>;
  /** A content that is read while it is written; it must have exactly `size` bytes. */
  addStream(name: string, size: number, content: AsyncIterable<Buffer>): Promise<void>;
  /** Adds the checksum and puts the file in its place. */
  finish(): Promise<{ size: number }>;
  /** Removes what was written; harmless after `finish`. */
  discard(): Promise<void>;
};

/** Begins an archive; a file that is there already is never replaced. */
export async function createArchive(path: string, atMs: number): Promise<ArchiveWriter> {
  await refuseExisting(path);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  const unfinished = `${path}.part`;
  const file = await open(unfinished, "w", 0o600);
  const hash = createHash("sha256");
  let size = 0;
  let isDone = false;

  async function write(bytes: Buffer): Promise<void> {
    hash.update(bytes);
    size += bytes.length;
    await file.writeFile(bytes);
  }

  async function add(name: string, content: Buffer): Promise<void> {
    await write(writeTarHeader({ name, size: content.length }, atMs / 1000));
    await write(Buffer.concat([content, Buffer.alloc(paddingOf(content.length))]));
  }

  return {
    add,
    async addStream(name, length, content) {
      await write(writeTarHeader({ name, size: length }, atMs / 1000));
      let written = 0;
      for await (const chunk of content) {
        written += chunk.length;
        await write(chunk);
      }
      if (written !== length) {
        throw new BackupError(`${name} changed while it was read.`);
      }
      await write(Buffer.alloc(paddingOf(length)));
    },
    async finish() {
      await add(checksumName, Buffer.from(`${hash.copy().digest("hex")}\n`));
      await write(Buffer.alloc(2 * blockSize));
      await file.sync();
      await file.close();
      isDone = true;
      await refuseExisting(path);
      await rename(unfinished, path);
      await syncFolder(dirname(path));
      return { size };
    },
    async discard() {
      if (!isDone) {
        isDone = true;
        await file.close();
        await rm(unfinished, { force: true });
      }
    },
  };
}

async function refuseExisting(path: string): Promise<void> {
  const exists = await access(path, constants.F_OK).then(
    () => true,
    () => false,
  );
  if (exists) {
    throw new BackupError(`${path} is there already. Name another file.`);
  }
}

/** Makes the name durable; Windows knows no such thing and refuses to open folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") {
    return;
  }
  const folder: FileHandle = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}
