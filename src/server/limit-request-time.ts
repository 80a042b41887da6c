import type { FastifyInstance } from "fastify";
import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { apiPrefix } from "./routes.ts";

/** Files come as slowly as their sender's line is; everything else is small. */
const slowPaths = new Set(
  Object.values<Route>(routes)
    .filter(({ consumes }) => consumes !== undefined)
    .map(({ path }) => `${apiPrefix}${path}`),
);

/**
 * Node knows one limit for all requests, which is that of files. All others must be whole sooner, so that nobody holds
 * connections by sending a byte now and then.
 */
export function limitRequestTime(app: FastifyInstance, { mostMs }: { mostMs: number }): void {
  app.addHook("onRequest", (request, _reply, done) => {
    const { raw, headers } = request;
    const hasBody = headers["content-length"] !== undefined || headers["transfer-encoding"] !== undefined;
    if (hasBody && !slowPaths.has(request.routeOptions.url ?? "")) {
      const late = setTimeout(() => raw.destroy(), mostMs);
      const end = (): void => clearTimeout(late);
      raw.once("end", end).once("close", end);
    }
    done();
  });
}
