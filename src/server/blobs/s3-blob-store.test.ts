import { randomBytes } from "node:crypto";
import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { newId } from "#server/ids.ts";
import { type S3Imitation, startS3Imitation } from "../../../tests/support/s3-imitation.ts";
import { type BlobStore, newBlobKey } from "./blob-store.ts";
import { createS3BlobStore } from "./s3-blob-store.ts";
import { readS3Url, type S3Settings } from "./s3-settings.ts";

let bucket: S3Imitation;
let settings: S3Settings;
let store: BlobStore;
let spoolFolder: string;

beforeEach(async () => {
  bucket = await startS3Imitation();
  const read = readS3Url(bucket.url);
  if (read === null) {
    throw new Error("The imitation's address is none");
  }
  settings = read;
  spoolFolder = await mkdtemp(join(tmpdir(), "mc-spool-"));
  store = createS3BlobStore(settings, spoolFolder);
});

afterEach(async () => {
  await bucket.close();
  await rm(spoolFolder, { recursive: true, force: true });
});

const bytes = Buffer.from([0, 1, 2, 255]);

async function* pieces(count: number, size: number, breaksOff = false) {
  for (let index = 0; index < count; index += 1) {
    yield randomBytes(size);
  }
  if (breaksOff) {
    throw new Error("broken off");
  }
}

const spools = () => readdir(spoolFolder);

describe("files in a bucket", () => {
  it("gives back what was put", async () => {
    const key = newBlobKey(newId());
    await store.put(key, bytes, "image/png");
    expect(await store.get(key)).toEqual(bytes);
    expect([...bucket.objects.keys()]).toEqual([`/files/hotel/${key}`]);
  });

  it("opens what was put, whole or in parts", async () => {
    const key = newBlobKey(newId());
    expect(await store.open(key)).toBeNull();
    await store.put(key, Buffer.from("0123456789"), "text/plain");
    const file = await store.open(key);
    expect(file?.size).toBe(10);
    expect(Buffer.from((await file?.read({ start: 2, end: 4 })) ?? []).toString()).toBe("234");
    expect(Buffer.concat((await file?.stream({ start: 5, end: 9 }).toArray()) ?? []).toString()).toBe(
      "56789",
    );
    expect((await file?.read({ start: 0, end: -1 }))?.byteLength).toBe(0);
  });

  it("hands out a file as slowly as its reader wants it, however patient it is with the store", async () => {
    const key = newBlobKey(newId());
    await store.put(key, bytes, "image/png");
    bucket.beSlow(400);
    const impatient = createS3BlobStore(settings, spoolFolder, 200);
    const file = await impatient.open(key);
    expect(Buffer.concat((await file?.stream({ start: 0, end: 3 }).toArray()) ?? [])).toEqual(bytes);
  });

  it("asks for nothing of which the reader left before it was read", async () => {
    const key = newBlobKey(newId());
    await store.put(key, bytes, "image/png");
    const file = await store.open(key);
    file?.stream({ start: 0, end: 3 }).destroy();
    await store.open(key);
    expect(bucket.asked).toEqual(["PUT", "HEAD", "HEAD"]);
  });

  it("takes what comes in pieces, with its length and hash said before", async () => {
    const key = newBlobKey(newId());
    await store.put(key, pieces(40, 65_536), "video/mp4");
    expect((await store.get(key))?.byteLength).toBe(40 * 65_536);
    expect(await spools()).toEqual([]);
  });

  it("stores nothing of what breaks off, and leaves nothing on the disk", async () => {
    const key = newBlobKey(newId());
    await expect(store.put(key, pieces(3, 10, true), "video/mp4")).rejects.toThrow("broken off");
    expect([bucket.objects.size, await spools()]).toEqual([0, []]);
  });

  it("replaces what lies under the same key", async () => {
    const key = newBlobKey(newId());
    await store.put(key, bytes, "image/png");
    await store.put(key, Buffer.from("again"), "text/plain");
    expect(await store.get(key)).toEqual(Buffer.from("again"));
  });

  it("has nothing under an unknown or removed key, and removes twice without harm", async () => {
    const key = newBlobKey(newId());
    expect(await store.get(key)).toBeNull();
    await store.put(key, bytes, "image/png");
    await store.remove(key);
    await store.remove(key);
    expect(await store.get(key)).toBeNull();
  });

  it("notices when other bytes come back", async () => {
    const key = newBlobKey(newId());
    await store.put(key, bytes, "image/png");
    for (const object of bucket.objects.values()) {
      object.bytes = Buffer.from("something else");
    }
    await expect(store.get(key)).rejects.toThrow("other bytes");
  });

  it("asks again while the store is busy, and says so when it stays so", async () => {
    const key = newBlobKey(newId());
    bucket.beBusy(2);
    await store.put(key, bytes, "image/png");
    bucket.beBusy(3);
    await expect(store.get(key)).rejects.toThrow("SlowDown");
  });

  it.each([
    ["secretAccessKey", "wrong", "SignatureDoesNotMatch"],
    ["bucketUrl", "/elsewhere", "NoSuchBucket"],
  ])("a wrong %s is said", async (name, value, message) => {
    const changed = name === "bucketUrl" ? new URL(value, settings.bucketUrl).href : value;
    const wrong = createS3BlobStore({ ...settings, [name]: changed }, spoolFolder);
    await expect(wrong.tryWrite()).rejects.toThrow(message);
  });

  it("tells by a try that something can be stored, and leaves nothing of it", async () => {
    await store.tryWrite();
    expect(bucket.objects.size).toBe(0);
  });

  it.each(["../secret", `${newId()}/photo.png`, ""])("S18: refuses %s, a name from outside", async (key) => {
    await expect(store.put(key, bytes, "image/png")).rejects.toThrow(TypeError);
    await expect(store.get(key)).rejects.toThrow(TypeError);
    await expect(store.remove(key)).rejects.toThrow(TypeError);
  });
});

describe("S3_URL", () => {
  it("names endpoint, bucket, region and key", () => {
    expect(readS3Url("https://key:se%2Fcret@s3.example.com/files/mc/?region=eu-west-1")).toEqual({
      bucketUrl: "https://s3.example.com/files/mc",
      region: "eu-west-1",
      accessKeyId: "key",
      secretAccessKey: "se/cret",
    });
    expect(readS3Url("http://key:secret@127.0.0.1:9000/files")?.region).toBe("us-east-1");
  });

  it.each([
    "https://s3.example.com/files",
    "https://key@s3.example.com/files",
    "https://key:secret@s3.example.com",
    "https://key:secret@s3.example.com/fi les",
    "https://key:secret@s3.example.com/files?bucket=b",
    "s3://key:secret@files",
    "files",
  ])("%s is none", (text) => {
    expect(readS3Url(text)).toBeNull();
  });
});
