import { open } from "node:fs/promises";

/** Writes a new file that only this user may read, and waits until its bytes survive a power cut; its name is the caller's. */
export async function writeDurably(
  path: string,
  bytes: Uint8Array | AsyncIterable<Uint8Array>,
): Promise<void> {
  const file = await open(path, "wx", 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}
