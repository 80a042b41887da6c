import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { type Chromium, unpackChromium } from "./unpack-chromium.ts";

declare module "vitest" {
  interface ProvidedContext {
    chromium: Chromium;
  }
}

/** Vitest's global setup: a browser for the run, in a folder of its own that is removed. */
export default async function setup(project: TestProject): Promise<() => void> {
  const directory = mkdtempSync(join(tmpdir(), "mc-browser-"));
  const remove = () => rmSync(directory, { recursive: true, force: true });
  try {
    project.provide("chromium", await unpackChromium(directory, process.env.CHROMIUM_PATH));
  } catch (error) {
    remove();
    throw error;
  }
  return remove;
}
