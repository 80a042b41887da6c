import { chmodSync, chownSync, cpSync, existsSync, lchownSync, readdirSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { DatabaseStartError } from "../database-start-error.ts";
import type { Log } from "../log.ts";
import { type Account, type AccountName, accountNamed, nobodyId, probeCommand } from "./accounts.ts";
import { type Binaries, binariesIn } from "./find-binaries.ts";
import { runCommand, wordsOf } from "./run-command.ts";

/** The account that works here, and the programs it can reach. */
export interface ChosenAccount {
  account: Account;
  binaries: Binaries;
}

/** Tries the accounts in order, by writing in `home` and running the server, until one works. */
export async function chooseAccount(options: {
  names: readonly AccountName[];
  binaries: Binaries;
  home: string;
  env: Record<string, string>;
  log: Log;
}): Promise<ChosenAccount> {
  const failures: string[] = [];
  for (const name of options.names) {
    const account = accountNamed(name);
    try {
      const binaries = prepare(account, options.home, options.binaries);
      await runCommand(probeCommand(account, binaries, options.home), options.env);
      options.log.debug({ account: name }, "PostgreSQL's account was chosen");
      return { account, binaries };
    } catch (error) {
      failures.push(`${name}: ${wordsOf(error)}`);
    }
  }
  throw new DatabaseStartError(
    `The embedded PostgreSQL cannot run on this machine; set DATABASE_URL to a PostgreSQL 15 or newer.\n  Tried ${failures.join("\n  ")}`,
  );
}

function prepare(account: Account, home: string, binaries: Binaries): Binaries {
  giveTo(home, account.owner ?? process.getuid?.());
  if (account.needsOpenPath) {
    letPass(dirname(home));
  }
  return account.copiesBinaries ? copyBinaries(binaries, join(home, "programs")) : binaries;
}

/** Only a right to pass: names and files inside the data folder stay closed by their own modes. */
function letPass(directory: string): void {
  chmodSync(directory, statSync(directory).mode | 0o011);
}

function copyBinaries(binaries: Binaries, target: string): Binaries {
  const copy = binariesIn(target);
  if (!existsSync(copy.postgres)) {
    cpSync(binaries.nativeDir, target, { recursive: true, verbatimSymlinks: true });
    giveTo(target, nobodyId);
  }
  return copy;
}

/** PostgreSQL demands to own its folder; it changes hands when the app changes its user or its container. */
function giveTo(directory: string, uid: number | undefined): void {
  if (uid === undefined || process.getuid?.() !== 0 || statSync(directory).uid === uid) {
    return;
  }
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    lchownSync(join(entry.parentPath, entry.name), uid, uid);
  }
  chownSync(directory, uid, uid);
  rmSync(join(directory, "probe"), { force: true });
}
