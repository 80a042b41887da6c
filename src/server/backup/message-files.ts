import { mkdir, readdir, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { requireBlobKey } from "../blobs/blob-store.ts";
import { writeDurably } from "../blobs/write-durably.ts";
import { BackupError } from "./backup-error.ts";

/** A stored file of a message: its key, where it lies and how large it is. */
export type MessageFile = { key: string; path: string; size: number };

/** Where the files of messages lie in a data folder. */
export function filesFolderOf(dataDir: string): string {
  return join(dataDir, "blobs");
}

/** Every stored file; one that is removed meanwhile is left out. Files never change once they are there. */
export async function* listMessageFiles(folder: string): AsyncGenerator<MessageFile> {
  for (const workspace of await namesIn(folder)) {
    for (const name of await namesIn(join(folder, workspace))) {
      const key = `${workspace}/${name}`;
      const path = join(folder, workspace, name);
      const found = isKey(key) ? await stat(path).catch(() => null) : null;
      if (found?.isFile() === true) {
        yield { key, path, size: found.size };
      }
    }
  }
}

/** Files of a restore, beside their place until all of them are there. */
export type IncomingFiles = {
  put(key: string, bytes: Buffer): Promise<void>;
  /** Puts all of them in place. */
  finish(): Promise<void>;
  /** Takes back what was put, also after `finish`. */
  discard(): Promise<void>;
};

/** Refuses a folder that holds files already: they would be of another database. */
export async function receiveMessageFiles(folder: string): Promise<IncomingFiles> {
  for await (const { path } of listMessageFiles(folder)) {
    throw new BackupError(`${folder} is not empty (${path}). Move it away first.`);
  }
  const incoming = `${folder}.restoring`;
  await rm(incoming, { recursive: true, force: true });
  let isInPlace = false;
  return {
    async put(key, bytes) {
      const path = join(incoming, ...requireBlobKey(key).split("/"));
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeDurably(path, bytes);
    },
    async finish() {
      await mkdir(incoming, { recursive: true, mode: 0o700 });
      await removeEmpty(folder);
      await rename(incoming, folder);
      isInPlace = true;
    },
    discard: () => rm(isInPlace ? folder : incoming, { recursive: true, force: true }),
  };
}

/** A server that ran here without any file left folders. */
async function removeEmpty(folder: string): Promise<void> {
  for (const name of await namesIn(folder)) {
    await rmdir(join(folder, name));
  }
  await rmdir(folder).catch(ignoreMissing);
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(ignoreMissing)) ?? [];
}

function isKey(key: string): boolean {
  try {
    return requireBlobKey(key) === key;
  } catch {
    return false;
  }
}

function ignoreMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && (error.code === "ENOENT" || error.code === "ENOTDIR")) {
    return null;
  }
  throw error;
}
