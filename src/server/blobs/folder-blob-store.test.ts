import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { newId } from "#server/ids.ts";
import { type BlobStore, newBlobKey } from "./blob-store.ts";
import { openFolderBlobStore } from "./folder-blob-store.ts";

let folder: string;
let store: BlobStore;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mc-blobs-"));
  store = await openFolderBlobStore(folder);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const bytes = Buffer.from([0, 1, 2, 255]);

it("gives back what was put", async () => {
  const key = newBlobKey(newId());
  await store.put(key, bytes, "image/png");
  expect(await store.get(key)).toEqual(bytes);
  expect(await readdir(join(folder, "incoming"))).toEqual([]);
});

it("opens what was put, whole or in parts", async () => {
  const key = newBlobKey(newId());
  expect(await store.open(key)).toBeNull();
  await store.put(key, Buffer.from("0123456789"), "text/plain");
  const file = await store.open(key);
  expect(file?.size).toBe(10);
  expect(Buffer.from((await file?.read({ start: 2, end: 4 })) ?? []).toString()).toBe("234");
  expect(Buffer.from((await file?.read({ start: 8, end: 99 })) ?? []).toString()).toBe("89");
  expect(await file?.stream({ start: 7, end: 9 }).toArray()).toEqual([Buffer.from("789")]);
  expect(await file?.stream({ start: 0, end: -1 }).toArray()).toEqual([]);
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

it.each([
  "../secret",
  "incoming/x",
  "a/../../b",
  "/etc/passwd",
  `${newId()}/../x`,
  `${newId()}/photo.png`,
  "",
])("S18: refuses %s, a name from outside", async (key) => {
  for (const use of [
    () => store.put(key, bytes, "image/png"),
    () => store.get(key),
    () => store.remove(key),
  ]) {
    await expect(use()).rejects.toThrow(TypeError);
  }
});

it("F10: leaves nothing behind when the bytes can't be put in place", async () => {
  const key = newBlobKey(newId());
  await mkdir(join(folder, ...key.split("/"), "in the way"), { recursive: true });
  await expect(store.put(key, bytes, "image/png")).rejects.toThrow(/EISDIR|EEXIST|ENOTEMPTY|EPERM/);
  expect(await readdir(join(folder, "incoming"))).toEqual([]);
});

it("F10: clears away what writes of dead processes left, and leaves those of living ones", async () => {
  const [dead, living] = ["dead", "living"].map((name) => join(folder, "incoming", name));
  for (const path of [dead ?? "", living ?? ""]) {
    await writeFile(path, bytes);
  }
  await utimes(dead ?? "", new Date(0), new Date(0));
  await openFolderBlobStore(folder);
  expect(await readdir(join(folder, "incoming"))).toEqual(["living"]);
});
