import type { TestProject } from "vitest/node";
import { buildWeb, webFolder } from "../../scripts/build-web.ts";

declare module "vitest" {
  interface ProvidedContext {
    webFolder: string;
  }
}

/** Vitest's global setup: the screen, built once for the run when its sources changed. */
export async function setup(project: TestProject): Promise<void> {
  await buildWeb();
  project.provide("webFolder", webFolder);
}
