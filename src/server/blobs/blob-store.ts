import { randomBytes } from "node:crypto";

/**
 * Where files of messages lie: a folder, or an S3-compatible store. What is known about a file (name, type, hash) is in
 * the database; here are only bytes under a random key.
 */
export type BlobStore = {
  /**
   * Resolves once the bytes are durable; the same key again replaces them. `type` is for stores that keep one. What
   * comes in pieces is never held whole; when it breaks off, nothing is stored.
   */
  put(key: string, bytes: Uint8Array | AsyncIterable<Uint8Array>, type: string): Promise<void>;
  /** Null when there is nothing under the key. */
  get(key: string): Promise<Uint8Array | null>;
  /** Nothing under the key is no error. */
  remove(key: string): Promise<void>;
  /** Writes a few bytes and removes them; rejects when nothing could be stored. */
  tryWrite(): Promise<void>;
};

const keyForm = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\/[0-9a-f]{32}$/;

/** A new key: the workspace's folder and chance. No name from outside ever becomes part of one (S18). */
export function newBlobKey(workspaceId: string): string {
  return requireBlobKey(`${workspaceId}/${randomBytes(16).toString("hex")}`);
}

/** The key itself; throws on anything that `newBlobKey` does not make. */
export function requireBlobKey(key: string): string {
  if (!keyForm.test(key)) {
    throw new TypeError("Not a key of a stored file.");
  }
  return key;
}
