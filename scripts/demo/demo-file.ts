import { rmSync } from "node:fs";
import { rename, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What scripts need to talk to the running demo; the names are promised in docs/architecture.md. */
export type DemoFile = {
  url: string;
  simulatorUrl: string;
  email: string;
  password: string;
  apiKey: string;
  workspaceKey: string;
  whatsappChannelId: string;
  emailChannelId: string;
  phoneNumberId: string;
  wabaId: string;
  phoneNumberId2: string;
  verifyToken: string;
  appSecret: string;
  accessToken: string;
};

/** Writes demo.json in one step, readable by its owner alone; whoever sees it sees all of it. */
export async function writeDemoFile(folder: string, content: DemoFile): Promise<void> {
  const path = join(folder, "demo.json");
  await writeFile(`${path}.part`, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.part`, path);
}

/** Takes demo.json away: the demo no longer answers. */
export function removeDemoFile(folder: string): void {
  rmSync(join(folder, "demo.json"), { force: true });
}
