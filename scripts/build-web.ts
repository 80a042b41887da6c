import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const built = join(root, "dist/web/index.html");
const sources = ["src/web", "src/contract", "src/domain", "package-lock.json"].map((path) =>
  join(root, path),
);

/** Where the built web lies. */
export const webFolder = join(root, "dist/web");

/** Builds the web when it is missing or older than its sources; answers whether it had to. */
export async function buildWeb(): Promise<boolean> {
  if (existsSync(built) && statSync(built).mtimeMs > newest(sources)) {
    return false;
  }
  const { build } = await import("vite");
  // Built aside and swapped in: a server that runs meanwhile never serves half of it, and two builds don't meet.
  const aside = `${webFolder}-${process.pid}`;
  // The test runner's own NODE_ENV would make it a build for development: larger, slower, another one than people get.
  const before = process.env.NODE_ENV;
  process.env.NODE_ENV = "production";
  await build({
    root: join(root, "src/web"),
    configFile: join(root, "src/web/vite.config.ts"),
    logLevel: "warn",
    build: { outDir: aside },
  }).finally(() => {
    if (before === undefined) {
      delete process.env.NODE_ENV;
    } else {
      process.env.NODE_ENV = before;
    }
  });
  rmSync(webFolder, { recursive: true, force: true });
  renameSync(aside, webFolder);
  return true;
}

function newest(paths: readonly string[]): number {
  return Math.max(0, ...paths.map(newestWithin));
}

function newestWithin(path: string): number {
  const stat = statSync(path);
  return stat.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : stat.mtimeMs;
}

if (argv[1] === fileURLToPath(import.meta.url)) {
  await buildWeb();
}
