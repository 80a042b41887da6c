import { randomBytes } from "node:crypto";
import type { Readable } from "node:stream";

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
  /** The same without all of it in memory: large files are played in parts. */
  open(key: string): Promise<StoredFile | null>;
  /** Nothing under the key is no error. */
  remove(key: string): Promise<void>;
  /** Writes a few bytes and removes them; rejects when nothing could be stored. */
  tryWrite(): Promise<void>;
};

/** Bytes from `start` to `end`, both included; nothing when the end comes before the start. */
export type ByteSpan = { start: number; end: number };

/** A file that lies in the store. */
export type StoredFile = {
  size: number;
  read(span: ByteSpan): Promise<Uint8Array>;
  /** The bytes as they are read; whoever takes them reads on or destroys the stream. */
  stream(span: ByteSpan): Readable;
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
