import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { FastifyInstance } from "fastify";

const folder = new URL("../page/", import.meta.url);
/** `tokens.css` and `parts.css` are for pages of other simulators too. */
const styles = [
  "tokens.css",
  "parts.css",
  "phone.css",
  "messages.css",
  "cards.css",
  "panel.css",
  "narrow.css",
];
const font = "@fontsource-variable/inter/files/inter-latin-wght-normal.woff2";
const contentSecurity = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** What pages of simulators may do: their own files and calls, nothing from elsewhere. */
export const pageHeaders = {
  "content-security-policy": contentSecurity,
  "cache-control": "no-cache",
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
};

/** Mounts the customer's phone at `/`: its markup, its styles, and its script bundled at the first request. */
export function mountPage(app: FastifyInstance): void {
  let script: Promise<string> | null = null;
  const serve = (path: string, file: URL, type: string) => {
    app.get(path, async (_request, reply) =>
      reply
        .headers(pageHeaders)
        .type(type)
        .send(await readFile(file)),
    );
  };
  serve("/", new URL("index.html", folder), "text/html; charset=utf-8");
  for (const name of styles) {
    serve(`/page/${name}`, new URL(name, folder), "text/css; charset=utf-8");
  }
  serve("/page/icon.svg", new URL("icon.svg", folder), "image/svg+xml");
  serve("/page/inter.woff2", new URL(import.meta.resolve(font)), "font/woff2");
  app.get("/page/phone.js", async (_request, reply) => {
    script ??= bundlePage(new URL("main.ts", folder));
    return reply
      .headers(pageHeaders)
      .type("text/javascript; charset=utf-8")
      .send(await script);
  });
}

/** Bundles a page's TypeScript for the browser. */
export async function bundlePage(entry: URL): Promise<string> {
  const result = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    legalComments: "none",
    logLevel: "silent",
  });
  return result.outputFiles[0]?.text ?? "";
}
