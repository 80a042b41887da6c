import { chownSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** The port in the socket's name; nothing listens on TCP. */
export const socketPort = 5432;

// Linux allows 107 bytes, macOS 103.
const longestSocketPath = 100;

/** A folder for the socket that only the app's user (or PostgreSQL's account) can enter. */
export interface SocketPlace {
  directory: string;
  remove(): void;
}

/** The folder lies beside the data, or in a short temporary place when that path is too long for a socket. */
export function placeSocket(home: string, owner: number | null): SocketPlace {
  const beside = join(home, "run");
  const isTemporary = !fits(beside);
  const directory = isTemporary ? mkdtempSync(join(shortTemporaryFolder(), "mc-")) : beside;
  mkdirSync(directory, { recursive: true, mode: 0o700 });
  if (owner !== null) {
    chownSync(directory, owner, owner);
  }
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

function shortTemporaryFolder(): string {
  const own = realpathSync(tmpdir());
  return fits(join(own, "mc-000000")) ? own : "/tmp";
}

function fits(directory: string): boolean {
  return Buffer.byteLength(join(directory, `.s.PGSQL.${socketPort}`)) <= longestSocketPath;
}
