import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import type { FastifyInstance } from "fastify";

const folder = new URL("../page/", import.meta.url);
const contentSecurity = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join("; ");

/** Mounts the customer's phone at `/`: its markup, its styles, and its script bundled at the first request. */
export function mountPage(app: FastifyInstance): void {
  let script: Promise<string> | null = null;
  app.get("/", async (_request, reply) => {
    reply.type("text/html; charset=utf-8").header("content-security-policy", contentSecurity);
    return reply.header("cache-control", "no-cache").send(await readFile(new URL("index.html", folder)));
  });
  for (const name of ["phone.css", "theme.css"]) {
    app.get(`/page/${name}`, async (_request, reply) =>
      reply.type("text/css; charset=utf-8").send(await readFile(new URL(name, folder))),
    );
  }
  app.get("/page/phone.js", async (_request, reply) => {
    script ??= bundlePage(new URL("main.ts", folder));
    return reply.type("text/javascript; charset=utf-8").send(await script);
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
