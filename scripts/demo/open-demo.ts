import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { lockDataDir } from "#server/db/embedded/lock-data-dir.ts";
import { removeDemoFile } from "./demo-file.ts";

/** What the demo keeps about itself between two runs. */
export type DemoState = {
  smtpPort: number;
  imapPort: number;
  workspaceId: string;
  apiKey: string;
  whatsappChannelId: string;
  restaurantChannelId: string;
  emailChannelId: string;
};

/** The file by which a real start knows that a folder holds the demo. */
export const demoMark = "demo-of-the-simulators";

// A demo that was just asked to end has this long.
const patienceMs = 10_000;

/** Opens the demo's folder, emptied with `fresh`, and holds it while this process lives; throws when a demo runs in it. */
export async function openDemoFolder(dataDir: string, { fresh }: { fresh: boolean }): Promise<string> {
  const folder = join(dataDir, "demo");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  await lockSoon(folder);
  // One that was killed left it: whoever waits for it waits for ours.
  removeDemoFile(folder);
  if (fresh) {
    removeFrom(
      folder,
      readdirSync(folder).filter((name) => !name.startsWith("app.")),
    );
  }
  writeFileSync(join(folder, demoMark), "This folder belongs to the demo and its simulators.\n");
  if (readDemoState(folder) === null) {
    // A past that was not lived to its end is begun again.
    removeFrom(folder, ["postgres", "blobs", "phones.json", "mails.json", "clock.json", "secret.key"]);
  }
  return folder;
}

async function lockSoon(folder: string): Promise<void> {
  for (const deadline = performance.now() + patienceMs; ; await delay(100)) {
    try {
      const lock = lockDataDir(folder);
      process.once("exit", () => lock.release());
      return;
    } catch (error) {
      if (performance.now() > deadline) {
        throw error;
      }
    }
  }
}

function removeFrom(folder: string, names: readonly string[]): void {
  for (const name of names) {
    rmSync(join(folder, name), { recursive: true, force: true });
  }
}

/** What an earlier run left; null when there was none, or it did not live to the end of its past. */
export function readDemoState(folder: string): DemoState | null {
  const path = join(folder, "hotel.json");
  return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as DemoState) : null;
}

/** Remembers that the hotel is complete. */
export function saveDemoState(folder: string, state: DemoState): void {
  writeFileSync(join(folder, "hotel.json"), JSON.stringify(state), { mode: 0o600 });
}
