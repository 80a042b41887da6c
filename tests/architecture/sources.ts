import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One file of the project, its path from the root with slashes. */
export interface Source {
  path: string;
  text: string;
}

const root = join(import.meta.dirname, "..", "..");

/** All code that we wrote. */
export function readSources(): Source[] {
  const folders = "{src,simulators,tests,bench,scripts}";
  return globSync(`${folders}/**/*.{ts,tsx,mjs,css,html}`, { cwd: root })
    .map((path) => path.replaceAll("\\", "/"))
    .sort()
    .map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));
}
