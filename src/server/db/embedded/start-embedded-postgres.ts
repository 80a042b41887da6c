import { mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { DatabaseStartError } from "../database-start-error.ts";
import type { Log } from "../log.ts";
import { type AccountName, accountsToTry } from "./accounts.ts";
import { chooseAccount } from "./choose-account.ts";
import { clearStaleServer } from "./clear-stale-server.ts";
import { createCluster, superuser } from "./create-cluster.ts";
import { createRoles, names } from "./create-roles.ts";
import { type Binaries, findBinaries, postgresMajor } from "./find-binaries.ts";
import { type KeptServer, keepServing } from "./keep-serving.ts";
import { type DataDirLock, lockDataDir } from "./lock-data-dir.ts";
import { placeSocket, socketPort } from "./place-socket.ts";
import { isServerOf, readPostmasterFile } from "./postmaster-file.ts";
import { restoreLibraries } from "./restore-libraries.ts";

/** How a PostgreSQL of our own is reached. */
export interface EmbeddedUrls {
  /** For the app: neither superuser nor owner. */
  appUrl: string;
  /** For migrations: owns the database. */
  ownerUrl: string;
  /** For tests and tools that make databases. */
  superuserUrl: string;
  /** For backups: sees every row of the database. */
  readerUrl: string;
}

/** A running PostgreSQL of our own, reached through a unix socket only. */
export interface EmbeddedPostgres extends EmbeddedUrls {
  /** The server's process now; another one after a crash. */
  pid(): number;
  /** How often the server died and was started again. */
  restarts(): number;
  /** Stops the server in good order and gives the data folder free; harmless a second time. */
  stop(): Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** The app's DATA_DIR; everything of PostgreSQL lies in its folder `postgres`. */
  dataDir: string;
  log: Log;
  /** Off in tests only: then a crash of the machine may lose data. */
  fsync?: boolean;
  /** The accounts to try; tests name one to reach its branch. */
  accounts?: readonly AccountName[];
  /** The installation to run; tests bring one that lacks something. */
  binaries?: Binaries;
  /** Told when the server died without being asked; it is started again by itself. */
  onCrash?: (sentence: string) => void;
}

/** Starts the embedded PostgreSQL of a data folder, making it at the first start. Two apps on one folder are refused. */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const home = makeHome(options.dataDir);
  const lock = lockDataDir(home);
  try {
    return await startLocked(options, home, lock);
  } catch (error) {
    lock.release();
    throw error;
  }
}

async function startLocked(
  options: EmbeddedPostgresOptions,
  home: string,
  lock: DataDirLock,
): Promise<EmbeddedPostgres> {
  const { log, fsync = true } = options;
  await clearStaleServer(join(home, postgresMajor), log);
  const { binaries = findBinaries() } = options;
  const env = restoreLibraries(binaries.nativeDir, join(home, "lib"));
  const chosen = await chooseAccount({
    names: options.accounts ?? accountsToTry(process.getuid?.() === 0),
    binaries,
    home,
    env,
    log,
  });
  const dataDir = await createCluster({ home, chosen, env, fsync });
  const socket = placeSocket(home, chosen.account.owner);
  const serverOptions = { chosen, dataDir, socketDir: socket.directory, env, fsync, log };
  let server: KeptServer | null = null;
  try {
    server = await keepServing(serverOptions, options.onCrash ?? (() => undefined));
    await createRoles(urlFor(socket.directory, superuser, "postgres"));
  } catch (error) {
    await server?.stop();
    socket.remove();
    throw error;
  }
  const { pid, restarts, stop } = server;
  const stopAll = async () => {
    await stop();
    socket.remove();
    lock.release();
  };
  let stopped: Promise<void> | null = null;
  return {
    ...urlsOf(socket.directory),
    pid,
    restarts,
    stop: () => {
      stopped ??= stopAll();
      return stopped;
    },
  };
}

/** How the PostgreSQL is reached that another app runs in a data folder; null when none is ready there. */
export function findRunningPostgres(dataDir: string): EmbeddedUrls | null {
  const cluster = join(makeHome(dataDir), postgresMajor);
  const found = readPostmasterFile(cluster);
  const isOurs = found?.isReady === true && isServerOf(found.pid, cluster);
  return isOurs ? urlsOf(found.socketDir) : null;
}

function urlsOf(socketDir: string): EmbeddedUrls {
  return {
    appUrl: urlFor(socketDir, names.app, names.database),
    ownerUrl: urlFor(socketDir, names.owner, names.database),
    superuserUrl: urlFor(socketDir, superuser, "postgres"),
    readerUrl: urlFor(socketDir, superuser, names.database),
  };
}

function makeHome(dataDir: string): string {
  const home = join(dataDir, "postgres");
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 });
    mkdirSync(home, { recursive: true, mode: 0o700 });
    return realpathSync(home);
  } catch (cause) {
    throw new DatabaseStartError(`The data folder ${dataDir} cannot be made or entered. Set DATA_DIR.`, {
      cause,
    });
  }
}

function urlFor(socketDir: string, user: string, database: string): string {
  const query = new URLSearchParams({ host: socketDir, port: `${socketPort}`, user });
  return `postgresql:///${database}?${query}`;
}
