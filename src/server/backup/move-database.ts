import { BackupError } from "./backup-error.ts";
import { countRunning } from "./catalog.queries.ts";
import { loadDatabase } from "./load-database.ts";
import type { Progress } from "./progress.ts";
import { openSnapshot, type Snapshot } from "./snapshot.ts";

export type MoveOptions = {
  /** Who may read everything in the source. */
  fromUrl: string;
  toOwnerUrl: string;
  toAppUrl: string;
  now: number;
  progress: Progress;
};

/**
 * Copies a database into an empty one and compares both; the source stays as it is. Nobody may run on it: what a server
 * wrote there afterwards would be lost, and what it sent would be sent twice.
 */
export async function moveDatabase({
  fromUrl,
  now,
  progress,
  ...to
}: MoveOptions): Promise<{ rows: number }> {
  const source = await openSnapshot({ url: fromUrl, now, progress, isLocked: true });
  try {
    await refuseRunning(source);
    await loadDatabase({
      ownerUrl: to.toOwnerUrl,
      appUrl: to.toAppUrl,
      contents: source.contents,
      progress,
      read: source.read,
      beforeCommit: () => refuseRunning(source),
    });
    return { rows: source.contents.tables.reduce((sum, { rows }) => sum + rows, 0) };
  } finally {
    await source.close();
  }
}

async function refuseRunning({ client }: Snapshot): Promise<void> {
  const count = await countRunning(client);
  if (count > 0) {
    throw new BackupError(
      `A Messaging Center is running on the database that is to be moved (${count} connections). Stop it first; nothing was moved.`,
    );
  }
}
