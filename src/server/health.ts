import type { FastifyInstance } from "fastify";
import type { Metrics } from "./metrics.ts";
import type { Readiness } from "./readiness.ts";

/** For those who watch: alive, ready to serve (or what is missing), and the numbers. */
export function registerHealth(
  app: FastifyInstance,
  { readiness, metrics, isStopping }: { readiness: Readiness; metrics: Metrics; isStopping(): boolean },
): void {
  const options = { exposeHeadRoute: true, logLevel: "warn" } as const;
  app.get("/health/live", options, async () => ({ status: "alive" }));
  app.get("/health/ready", options, async (_request, reply) => {
    const missing = isStopping() ? ["stopping"] : await readiness.missing();
    const isReady = missing.length === 0;
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ready" : "unavailable", missing });
  });
  app.get("/metrics", options, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
}
