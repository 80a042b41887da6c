import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openArchive } from "./archive-reader.ts";
import { createArchive } from "./archive-writer.ts";
import { BackupError } from "./backup-error.ts";
import { createProgress } from "./progress.ts";

const progress = createProgress(() => undefined, { now: () => 0 });

let folder: string;
let path: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "mc-archive-"));
  path = join(folder, "backup.tar");
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function writeTwoFiles(): Promise<Buffer> {
  const archive = await createArchive(path, 1_700_000_000_000);
  await archive.add("first", Buffer.from("one"));
  await archive.addStream("second/name", 600, [Buffer.alloc(600, 2)] as unknown as AsyncIterable<Buffer>);
  await archive.finish();
  return readFile(path);
}

describe("an archive", () => {
  it("gives back what was put in, and leaves nothing else behind", async () => {
    await writeTwoFiles();
    const archive = await openArchive(path, progress);
    const read = await Promise.all(
      archive.entries.map(async (entry) => [entry.name, await archive.read(entry)]),
    );
    await archive.close();
    expect(read).toEqual([
      ["first", Buffer.from("one")],
      ["second/name", Buffer.alloc(600, 2)],
    ]);
    expect(await readdir(folder)).toEqual(["backup.tar"]);
  });

  it("replaces no file, and leaves nothing when it is given up", async () => {
    await writeTwoFiles();
    await expect(createArchive(path, 0)).rejects.toThrow(/is there already/);
    const other = await createArchive(join(folder, "other.tar"), 0);
    await other.add("first", Buffer.from("one"));
    await other.discard();
    expect(await readdir(folder)).toEqual(["backup.tar"]);
  });

  it("that is cut short anywhere is refused", async () => {
    const whole = await writeTwoFiles();
    for (let length = 0; length < whole.length; length += 128) {
      await writeFile(path, whole.subarray(0, length));
      await expect(openArchive(path, progress), `${length} bytes`).rejects.toThrow(BackupError);
    }
  });

  it("of which any byte was changed is refused", async () => {
    const whole = await writeTwoFiles();
    const last = whole.length - 1024 - 512;
    for (let at = 0; at < last + 64; at += 50) {
      const changed = Buffer.from(whole);
      changed.writeUInt8((changed[at] ?? 0) ^ 4, at);
      await writeFile(path, changed);
      await expect(openArchive(path, progress), `byte ${at}`).rejects.toThrow(BackupError);
    }
  });
});
