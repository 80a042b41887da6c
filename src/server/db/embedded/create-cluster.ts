import { existsSync, readdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DatabaseStartError } from "../database-start-error.ts";
import type { ChosenAccount } from "./choose-account.ts";
import { postgresMajor } from "./find-binaries.ts";
import { runCommand, wordsOf } from "./run-command.ts";

/** The superuser of an embedded cluster; reachable through its closed socket folder only. */
export const superuser = "postgres";

/**
 * Makes the cluster in `home` unless it is there. It is made beside its place and moved, so that a crash in the
 * middle leaves no half cluster behind. Returns its folder.
 */
export async function createCluster(options: {
  home: string;
  chosen: ChosenAccount;
  env: Record<string, string>;
  fsync: boolean;
}): Promise<string> {
  const { home, fsync } = options;
  const dataDir = join(home, postgresMajor);
  removeUnfinished(home);
  if (existsSync(join(dataDir, "PG_VERSION"))) {
    return dataDir;
  }
  refuseOtherMajor(home);
  const unfinished = join(home, `${postgresMajor}.unfinished`);
  const common = ["-D", unfinished, "-U", superuser, "--auth=trust", "--no-instructions"];
  const args = fsync ? common : [...common, "--no-sync"];
  await initialise({ ...options, args, unfinished });
  renameSync(unfinished, dataDir);
  return dataDir;
}

// Order by code point, letters by Unicode; where the system has no C.UTF-8, its character classes are ASCII only.
const locales = [["--lc-ctype=C.UTF-8"], []];

async function initialise(options: {
  chosen: ChosenAccount;
  env: Record<string, string>;
  args: readonly string[];
  unfinished: string;
}): Promise<void> {
  const { account, binaries } = options.chosen;
  const builtin = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  let failure: unknown;
  for (const locale of locales) {
    rmSync(options.unfinished, { recursive: true, force: true });
    try {
      return await runCommand(
        account.command(binaries.initdb, [...options.args, ...builtin, ...locale]),
        options.env,
      );
    } catch (error) {
      failure = error;
    }
  }
  throw new DatabaseStartError(`The database folder could not be made: ${wordsOf(failure)}`, {
    cause: failure,
  });
}

function removeUnfinished(home: string): void {
  rmSync(join(home, `${postgresMajor}.unfinished`), { recursive: true, force: true });
}

function refuseOtherMajor(home: string): void {
  const other = readdirSync(home).find((name) => existsSync(join(home, name, "PG_VERSION")));
  if (other !== undefined) {
    throw new DatabaseStartError(
      `${home} holds data of PostgreSQL ${other}; this version brings PostgreSQL ${postgresMajor}. See docs/operating.md.`,
    );
  }
}
