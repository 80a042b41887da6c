import { randomBytes } from "node:crypto";
import { mkdir, open, readFile, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

/** Keeps the bytes of attachments under keys that tell nothing. Names and types are metadata in the database. */
export type BlobStore = {
  /** Stores bytes durably under a new key. */
  put(bytes: Uint8Array): Promise<string>;
  /** Null: there is nothing under this key. */
  get(key: string): Promise<Buffer | null>;
  remove(key: string): Promise<void>;
};

const keyPattern = /^[0-9a-f]{64}$/;

/** Files in a folder; a half-written one never gets its name. */
export function createFolderBlobs(folder: string): BlobStore {
  const pathOf = (key: string) => {
    if (!keyPattern.test(key)) {
      throw new TypeError("not a key of a blob");
    }
    return join(folder, key.slice(0, 2), key);
  };
  return {
    async put(bytes) {
      const key = randomBytes(32).toString("hex");
      const path = pathOf(key);
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeDurably(`${path}.part`, bytes);
      await rename(`${path}.part`, path);
      return key;
    },
    async get(key) {
      try {
        return await readFile(pathOf(key));
      } catch (error) {
        if (error instanceof Error && "code" in error && error.code === "ENOENT") {
          return null;
        }
        throw error;
      }
    },
    remove: (key) => rm(pathOf(key), { force: true }),
  };
}

async function writeDurably(path: string, bytes: Uint8Array): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  } finally {
    await file.close();
  }
}
