import { readFile } from "node:fs/promises";
import * as z from "zod";

/** The version of this Messaging Center. */
export async function appVersion(): Promise<string> {
  const text = await readFile(new URL("../../../package.json", import.meta.url), "utf8");
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
