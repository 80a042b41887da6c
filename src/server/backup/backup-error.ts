/** A backup, restore or move that can't go on; the message is a sentence for the person who asked for it. */
export class BackupError extends Error {
  override readonly name = "BackupError";
}
