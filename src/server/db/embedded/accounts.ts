import type { Binaries } from "./find-binaries.ts";

/** How a PostgreSQL program is called under some account. */
export interface Command {
  file: string;
  args: string[];
  uid?: number;
  gid?: number;
}

/** An account that PostgreSQL, which refuses root, may run under. */
export interface Account {
  name: AccountName;
  /** Who owns PostgreSQL's files, seen from outside; null: the user of the app. */
  owner: number | null;
  /** Nothing of ours may lie behind a folder that only its owner enters. */
  needsOpenPath: boolean;
  /** The programs are copied beside the data, because they may lie behind such a folder. */
  copiesBinaries: boolean;
  command(program: string, args: readonly string[]): Command;
}

export type AccountName =
  | "self-watched"
  | "self"
  | "namespace"
  | "nobody"
  | "nobody-reaching"
  | "nobody-plain";

/** The user "nobody" of every Linux: exists without being created. */
export const nobodyId = 65_534;

// The server stops in good order (SIGINT) when the app dies, even by SIGKILL.
const watched = ["setpriv", "--pdeathsig", "INT"];
const asNobody = [...watched, "--reuid", `${nobodyId}`, "--regid", `${nobodyId}`, "--clear-groups"];

const self = { owner: null, needsOpenPath: false, copiesBinaries: false };
const nobody = { owner: nobodyId, needsOpenPath: true, copiesBinaries: false };

const accounts: Record<AccountName, Account> = {
  "self-watched": { ...self, name: "self-watched", command: prefixed(watched) },
  self: { ...self, name: "self", command: prefixed([]) },
  // The app's user outside, nobody inside: needs no chown, and works under a 0700 home.
  namespace: {
    ...self,
    name: "namespace",
    command: prefixed([
      "unshare",
      "--user",
      `--map-user=${nobodyId}`,
      `--map-group=${nobodyId}`,
      "--",
      ...watched,
    ]),
  },
  nobody: { ...nobody, name: "nobody", command: prefixed(asNobody) },
  // Keeps one right of root's, to pass closed folders. Without no_setuid_fixup access(2) would ignore that right.
  "nobody-reaching": {
    ...nobody,
    name: "nobody-reaching",
    needsOpenPath: false,
    command: prefixed([
      ...asNobody,
      "--inh-caps=-all,+dac_override",
      "--ambient-caps=-all,+dac_override",
      "--securebits=+no_setuid_fixup",
    ]),
  },
  "nobody-plain": {
    ...nobody,
    name: "nobody-plain",
    copiesBinaries: true,
    command: (program, args) => ({ file: program, args: [...args], uid: nobodyId, gid: nobodyId }),
  },
};

/** The accounts to try, best first. */
export function accountsToTry(isRoot: boolean, platform: NodeJS.Platform = process.platform): AccountName[] {
  if (platform !== "linux") {
    return isRoot ? ["nobody-plain"] : ["self"];
  }
  // An ordinary user without a name (a container with any number as its user) becomes nobody in a namespace too.
  return isRoot
    ? ["namespace", "nobody", "nobody-reaching", "nobody-plain"]
    : ["self-watched", "self", "namespace"];
}

/** The account of that name. */
export function accountNamed(name: AccountName): Account {
  return accounts[name];
}

/** A shell command that proves an account has a name (initdb asks), can write beside the data and run the server. */
export function probeCommand(account: Account, binaries: Binaries, home: string): Command {
  const script = 'set -e; id -un; : > "$1/probe"; rm "$1/probe"; exec "$2" -V';
  return account.command("/bin/sh", ["-c", script, "sh", home, binaries.postgres]);
}

function prefixed(prefix: readonly string[]): Account["command"] {
  return (program, args) => {
    const [file = program, ...rest] = [...prefix, program, ...args];
    return { file, args: rest };
  };
}
