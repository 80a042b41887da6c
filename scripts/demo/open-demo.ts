import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { lockDataDir } from "#server/db/embedded/lock-data-dir.ts";

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

/** Opens the demo's folder, made anew with `fresh`; throws when another demo runs in it. */
export function openDemoFolder(dataDir: string, { fresh }: { fresh: boolean }): string {
  const folder = join(dataDir, "demo");
  if (existsSync(join(folder, "postgres"))) {
    lockDataDir(join(folder, "postgres")).release();
  }
  if (fresh) {
    rmSync(folder, { recursive: true, force: true });
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, demoMark), "This folder belongs to the demo and its simulators.\n");
  return folder;
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
