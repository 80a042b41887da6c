import { createHash, randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, mkdtemp, open, rm } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { type BlobStore, type ByteSpan, requireBlobKey, type StoredFile } from "./blob-store.ts";
import { createS3Client, emptySha256, S3Error, type S3Request } from "./s3-client.ts";
import type { S3Settings } from "./s3-settings.ts";

/** Where the hash of what was put is kept beside it, so that what is got back can be checked. */
const hashHeader = "x-amz-meta-sha256";

/**
 * Keeps files in a bucket of an S3-compatible store, one object for each key. Any number of processes may share it.
 * `spoolFolder` is where what comes in pieces waits until all of it is there.
 */
export function createS3BlobStore(settings: S3Settings, spoolFolder: string, patienceMs?: number): BlobStore {
  const request = createS3Client(settings, patienceMs);

  async function putObject(
    key: string,
    object: { body: NonNullable<S3Request["body"]>; size: number; sha256: string; type: string },
  ): Promise<void> {
    const { body, size, sha256, type } = object;
    const headers = { "content-type": type, "content-length": String(size), [hashHeader]: sha256 };
    if ((await request({ method: "PUT", key, headers, sha256, body })) === null) {
      throw new S3Error("The store of files does not know the bucket");
    }
  }

  async function putBytes(key: string, bytes: Uint8Array, type: string): Promise<void> {
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    const body = () => new Uint8Array(bytes);
    await putObject(key, { body, size: bytes.byteLength, sha256, type });
  }

  return {
    async put(key, bytes, type) {
      requireBlobKey(key);
      if (bytes instanceof Uint8Array) {
        await putBytes(key, bytes, type);
        return;
      }
      await spooled({ pieces: bytes, spoolFolder }, ({ path, ...file }) =>
        putObject(key, { ...file, type, body: () => Readable.toWeb(createReadStream(path)) }),
      );
    },
    async get(key) {
      const answer = await request({ method: "GET", key: requireBlobKey(key), sha256: emptySha256 });
      if (answer === null) {
        return null;
      }
      const bytes = Buffer.from(await answer.arrayBuffer());
      const put = answer.headers.get(hashHeader);
      if (put !== null && createHash("sha256").update(bytes).digest("hex") !== put) {
        throw new S3Error("The store of files gave back other bytes than it was given");
      }
      return bytes;
    },
    async open(key) {
      const described = await request({ method: "HEAD", key: requireBlobKey(key), sha256: emptySha256 });
      return described === null
        ? null
        : openObject(request, key, Number(described.headers.get("content-length")));
    },
    async remove(key) {
      await request({ method: "DELETE", key: requireBlobKey(key), sha256: emptySha256 });
    },
    async tryWrite() {
      const key = `ready/${randomBytes(16).toString("hex")}`;
      await putBytes(key, Buffer.from("ready"), "text/plain");
      await request({ method: "DELETE", key, sha256: emptySha256 });
    },
  };
}

/** A part of an object is asked for when it is read: what is watched in parts is never fetched whole. */
function openObject(request: ReturnType<typeof createS3Client>, key: string, size: number): StoredFile {
  async function part({ start, end }: ByteSpan, lasts = false): Promise<Response> {
    const headers = { range: `bytes=${start}-${end}` };
    const answer = await request({ method: "GET", key, headers, sha256: emptySha256, lasts });
    if (answer === null) {
      throw new S3Error("The file is gone");
    }
    return answer;
  }
  return {
    size,
    async read(span) {
      return span.end < span.start ? new Uint8Array() : (await part(span)).bytes();
    },
    stream(span) {
      return Readable.from(span.end < span.start ? [] : piecesOf(() => part(span, true)), {
        objectMode: false,
      });
    },
  };
}

/** Asks when somebody reads: of a reader who left before, nobody would hear that the store refused. */
async function* piecesOf(ask: () => Promise<Response>): AsyncGenerator<Uint8Array> {
  yield* (await ask()).body ?? [];
}

/**
 * Writes what comes in pieces into a file of its own first: the store wants size and hash before the first byte, and may
 * ask for all of it again.
 */
async function spooled(
  { pieces, spoolFolder }: { pieces: AsyncIterable<Uint8Array>; spoolFolder: string },
  use: (file: { path: string; size: number; sha256: string }) => Promise<void>,
): Promise<void> {
  await mkdir(spoolFolder, { recursive: true, mode: 0o700 });
  const folder = await mkdtemp(join(spoolFolder, "file-"));
  try {
    const path = join(folder, "file");
    const hash = createHash("sha256");
    let size = 0;
    const file = await open(path, "wx", 0o600);
    try {
      for await (const piece of pieces) {
        hash.update(piece);
        size += piece.byteLength;
        await file.write(piece);
      }
    } finally {
      await file.close();
    }
    await use({ path, size, sha256: hash.digest("hex") });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
