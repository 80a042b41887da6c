import type { FastifyInstance } from "fastify";
import type { Metrics } from "./metrics.ts";

const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

/** Counts and logs requests by route pattern: never the path, the query or the body, which carry ids and secrets. */
export function measureRequests(app: FastifyInstance, metrics: Metrics): void {
  const seconds = metrics.histogram("mc_http_request_seconds", "Time to answer, by route and status", {
    labels: ["method", "route", "status"],
    buckets,
  });
  app.addHook("onResponse", (request, reply, done) => {
    const route = request.routeOptions.url ?? "unknown";
    const status = String(reply.statusCode);
    seconds.observe({ method: request.method, route, status }, reply.elapsedTime / 1000);
    // Thousands of webhooks a second come and go well: they are counted, and logged when they do not.
    const level = route.startsWith("/webhooks/") && reply.statusCode === 200 ? "debug" : "info";
    request.log[level](
      { method: request.method, route, status: reply.statusCode, ms: Math.round(reply.elapsedTime) },
      "request answered",
    );
    done();
  });
}
