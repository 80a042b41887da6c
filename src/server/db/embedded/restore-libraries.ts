import { existsSync, mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import * as z from "zod";

const linksFile = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * Library names that npm could not pack (`libpq.so.5` → `libpq.so.5.18`) and its install script did not restore
 * (`--ignore-scripts`) are restored in `linksDir`: the package itself may be read-only or shared by several apps.
 * Returns the environment that PostgreSQL's programs need to find them; empty when nothing is missing.
 */
export function restoreLibraries(nativeDir: string, linksDir: string): Record<string, string> {
  const packageDir = dirname(nativeDir);
  const links = readLinks(join(nativeDir, "pg-symlinks.json"));
  const missing = links.filter(({ target }) => !existsSync(join(packageDir, target)));
  if (missing.length === 0) {
    return {};
  }
  mkdirSync(linksDir, { recursive: true, mode: 0o755 });
  for (const { source, target } of missing) {
    linkOnce(join(packageDir, source), join(linksDir, basename(target)));
  }
  const variable = process.platform === "darwin" ? "DYLD_LIBRARY_PATH" : "LD_LIBRARY_PATH";
  // The restored ones look beside their own link for the rest.
  return { [variable]: `${linksDir}:${join(nativeDir, "lib")}` };
}

function readLinks(file: string): z.infer<typeof linksFile> {
  return existsSync(file) ? linksFile.parse(JSON.parse(readFileSync(file, "utf8"))) : [];
}

function linkOnce(source: string, target: string): void {
  if (!existsSync(target)) {
    symlinkSync(source, target);
  }
}
