import type { FastifyInstance, FastifyRequest } from "fastify";
import { AppError } from "./errors.ts";

/**
 * What every request of the API passes first: answers are never stored by caches, and a browser's request that changes
 * something comes from our own pages. Requests with an Authorization header carry nothing that a browser adds by itself.
 */
export function guardRequests(app: FastifyInstance, { publicUrl }: { publicUrl: string | null }): void {
  app.addHook("onRequest", (request, reply, done) => {
    reply.header("x-request-id", request.id);
    if (!/^\/(?:api|control)\//.test(request.url)) {
      done();
      return;
    }
    reply.header("cache-control", "no-store");
    const isReading = request.method === "GET" || request.method === "HEAD";
    const isForged =
      !isReading && request.headers.authorization === undefined && !isFromOurPages(request, publicUrl);
    done(isForged ? new AppError("ORIGIN_REFUSED") : undefined);
  });
}

/** Programs that are no browsers send neither header. */
function isFromOurPages(request: FastifyRequest, publicUrl: string | null): boolean {
  const { origin, host } = request.headers;
  if (origin !== undefined) {
    return origin === publicUrl || (URL.canParse(origin) && new URL(origin).host === host);
  }
  const site = request.headers["sec-fetch-site"];
  return site === undefined || site === "same-origin" || site === "none";
}
