import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** The page as the browser gets it. */
export type PageFiles = { html: string; script: string; style: string };

let bundled: Promise<PageFiles> | null = null;

/** Bundles the mailbox page on the first call and keeps it. */
export function bundlePage(): Promise<PageFiles> {
  bundled ??= readPage();
  return bundled;
}

async function readPage(): Promise<PageFiles> {
  const pathOf = (name: string) => fileURLToPath(new URL(`./page/${name}`, import.meta.url));
  const [html, style, script] = await Promise.all([
    readFile(pathOf("index.html"), "utf8"),
    readFile(pathOf("style.css"), "utf8"),
    build({
      entryPoints: [pathOf("main.ts")],
      bundle: true,
      write: false,
      format: "esm",
      target: "es2022",
      logLevel: "silent",
    }),
  ]);
  return { html, style, script: script.outputFiles[0]?.text ?? "" };
}
