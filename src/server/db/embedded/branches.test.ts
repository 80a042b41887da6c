import { spawnSync } from "node:child_process";
import { chownSync, lstatSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  copyInstallation,
  isRoot,
  startForTest,
  startOtherApp,
  temporaryFolder,
} from "../../../../tests/support/embedded-postgres.ts";
import { withAdmin } from "../../../../tests/support/test-server.ts";
import { DatabaseStartError } from "../database-start-error.ts";
import type { AccountName } from "./accounts.ts";
import { findBinaries } from "./find-binaries.ts";

const isLinux = process.platform === "linux";
async function canCreateTable(url: string): Promise<boolean> {
  await withAdmin(url, (client) => client.query("create table if not exists proof (id int)"));
  return true;
}

function asUser(uid: number): string[] {
  return ["setpriv", `--reuid=${uid}`, `--regid=${uid}`, "--clear-groups"];
}

/** An ordinary user can run the app at all only where its folder is not closed to them. */
function isOpenToOthers(): boolean {
  const [file = "", ...args] = asUser(1);
  return spawnSync(file, [...args, process.execPath, "--check", import.meta.filename]).status === 0;
}

describe.runIf(isRoot && isLinux)("as root", () => {
  it("serves from a user namespace, under a 0700 folder, without giving files away", async () => {
    const dataDir = temporaryFolder(0o700);
    const { superuserUrl } = await startForTest(dataDir, { accounts: ["namespace"] });
    expect(await canCreateTable(superuserUrl)).toBe(true);
    expect(lstatSync(join(dataDir, "postgres", "18")).uid).toBe(0);
  });

  it("serves as nobody where namespaces are refused and every folder is open", async () => {
    const dataDir = join(temporaryFolder(0o755), "data");
    const { superuserUrl } = await startForTest(dataDir, {
      accounts: ["nobody"],
      binaries: copyInstallation(),
    });
    expect(await canCreateTable(superuserUrl)).toBe(true);
    expect(lstatSync(join(dataDir, "postgres", "18")).uid).toBe(65_534);
  });

  it("serves as nobody under a 0700 folder with the one right to pass it", async () => {
    const dataDir = temporaryFolder(0o700);
    const { superuserUrl } = await startForTest(dataDir, { accounts: ["nobody", "nobody-reaching"] });
    expect(await canCreateTable(superuserUrl)).toBe(true);
  });

  it("serves as nobody without any tool, with its own copy of the programs", async () => {
    const dataDir = join(temporaryFolder(0o755), "data");
    const { superuserUrl } = await startForTest(dataDir, { accounts: ["nobody-plain"] });
    expect(await canCreateTable(superuserUrl)).toBe(true);
    expect(readdirSync(join(dataDir, "postgres", "programs"))).toContain("bin");
  });

  it("changes from one account to another on the same data", async () => {
    const dataDir = join(temporaryFolder(0o755), "data");
    const order: AccountName[] = ["namespace", "nobody-plain", "nobody-reaching", "namespace"];
    for (const account of order) {
      const postgres = await startForTest(dataDir, { accounts: [account] });
      expect(await canCreateTable(postgres.superuserUrl)).toBe(true);
      await postgres.stop();
    }
  });

  const ordinary = [
    { user: "an ordinary user", uid: 1 },
    { user: "a user without a name", uid: 54_321 },
  ];
  it.runIf(isOpenToOthers()).each(ordinary)("serves $user with a 0700 home", async ({ uid }) => {
    const home = temporaryFolder(0o700);
    chownSync(home, uid, uid);
    const { answer } = await startOtherApp([join(home, "data")], asUser(uid));
    expect(answer).toEqual({ pid: expect.any(Number), superuserUrl: expect.any(String) });
    expect(lstatSync(join(home, "data", "postgres", "18")).uid).toBe(uid);
  });
});

it("asks for DATABASE_URL, once and with every reason, when no account works", async () => {
  // Behind a closed folder nobody can pass, and an ordinary user cannot become nobody.
  const start = startForTest(join(temporaryFolder(0o700), "data"), { accounts: ["nobody", "nobody-plain"] });
  await expect(start).rejects.toThrow(DatabaseStartError);
  await expect(start).rejects.toThrow(/set DATABASE_URL.*nobody: .*nobody-plain: /s);
});

it("asks for DATABASE_URL on a machine without a packaged PostgreSQL", () => {
  expect(() => findBinaries("win32-x64")).toThrow(/DATABASE_URL/);
  expect(() => findBinaries("linux-riscv64")).toThrow(/DATABASE_URL/);
});

it("restores library names that an install without scripts lacks, and leaves the package as it is", async () => {
  const binaries = copyInstallation();
  const libraries = join(binaries.nativeDir, "lib");
  for (const entry of readdirSync(libraries, { withFileTypes: true })) {
    if (entry.isSymbolicLink()) {
      rmSync(join(libraries, entry.name));
    }
  }
  const packed = readdirSync(libraries);
  const { superuserUrl } = await startForTest(temporaryFolder(), { binaries });
  expect(await canCreateTable(superuserUrl)).toBe(true);
  expect(readdirSync(libraries)).toEqual(packed);
});
