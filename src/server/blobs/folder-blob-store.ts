import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Readable } from "node:stream";
import { type BlobStore, type ByteSpan, requireBlobKey, type StoredFile } from "./blob-store.ts";
import { writeDurably } from "./write-durably.ts";

/** A write that took longer belongs to a process that died. */
const staleMs = 60 * 60_000;

/** Keeps files in `folder`, one for each key. Several processes may share it, also over a shared disk. */
export async function openFolderBlobStore(folder: string): Promise<BlobStore> {
  const incoming = join(folder, "incoming");
  await mkdir(incoming, { recursive: true, mode: 0o700 });
  await clearStale(incoming);
  const pathOf = (key: string) => join(folder, ...requireBlobKey(key).split("/"));
  return {
    async put(key, bytes) {
      const path = pathOf(key);
      await makeFolder(dirname(path), folder);
      const draft = join(incoming, randomBytes(16).toString("hex"));
      try {
        await writeDurably(draft, bytes);
        await rename(draft, path);
      } catch (error) {
        await rm(draft, { force: true });
        throw error;
      }
      await syncFolder(dirname(path));
    },
    get: async (key) => readFile(pathOf(key)).catch(nullIfMissing),
    open: async (key) => {
      const path = pathOf(key);
      const found = await stat(path).catch(nullIfMissing);
      return found === null ? null : storedFile(path, found.size);
    },
    remove: async (key) => rm(pathOf(key), { force: true }),
    async tryWrite() {
      const draft = join(incoming, randomBytes(16).toString("hex"));
      try {
        await writeDurably(draft, Buffer.from("ready"));
      } finally {
        await rm(draft, { force: true });
      }
    },
  };
}

function storedFile(path: string, size: number): StoredFile {
  const isEmpty = ({ start, end }: ByteSpan) => end < start;
  const stream = (span: ByteSpan) => (isEmpty(span) ? Readable.from([]) : createReadStream(path, span));
  return {
    size,
    stream,
    async read(span) {
      if (isEmpty(span)) {
        return new Uint8Array();
      }
      const file = await open(path, "r");
      try {
        const bytes = new Uint8Array(span.end - span.start + 1);
        const { bytesRead } = await file.read(bytes, 0, bytes.byteLength, span.start);
        return bytes.subarray(0, bytesRead);
      } finally {
        await file.close();
      }
    },
  };
}

/** A folder that is new must survive a power cut as its files do. */
async function makeFolder(path: string, parent: string): Promise<void> {
  const made = await mkdir(path, { recursive: true, mode: 0o700 });
  if (made !== undefined) {
    await syncFolder(parent);
  }
}

/** Makes the names in a folder durable; Windows knows no such thing and refuses to open folders. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === "win32") {
    return;
  }
  const folder = await open(path, "r");
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

/** Removes what writes of dead processes left behind. */
async function clearStale(incoming: string): Promise<void> {
  for (const name of await readdir(incoming)) {
    const path = join(incoming, name);
    const found = await stat(path).catch(nullIfMissing);
    if (found !== null && Date.now() - found.mtimeMs > staleMs) {
      await rm(path, { force: true });
    }
  }
}

function nullIfMissing(error: unknown): null {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") {
    return null;
  }
  throw error;
}
