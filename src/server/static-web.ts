import { existsSync } from "node:fs";
import { join } from "node:path";
import fastifyStatic from "@fastify/static";
import type { FastifyInstance } from "fastify";
import { answerError } from "./error-handler.ts";
import { AppError } from "./errors.ts";

const page = "index.html";
const notPages = /^\/(?:api|control|health|metrics|webhooks|assets)(?:\/|$|\?)/;

/** Serves the built web from its folder; paths of the screen (/inbox/…, /sign-in) all answer with its one page. */
export async function serveWeb(app: FastifyInstance, folder: string | null): Promise<void> {
  const hasWeb = folder !== null && existsSync(join(folder, page));
  if (hasWeb) {
    await app.register(fastifyStatic, {
      root: folder,
      wildcard: true,
      index: [page],
      cacheControl: false,
      setHeaders(reply, path) {
        const isNamedByContent = path.startsWith(join(folder, "assets"));
        reply.header("cache-control", isNamedByContent ? "public, max-age=31536000, immutable" : "no-cache");
      },
    });
  }
  app.setNotFoundHandler((request, reply) => {
    const isRead = request.method === "GET" || request.method === "HEAD";
    if (hasWeb && isRead && !notPages.test(request.url)) {
      return reply.sendFile(page);
    }
    return answerError(new AppError("NOT_FOUND"), request, reply);
  });
}
