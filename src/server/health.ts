import type { FastifyInstance } from "fastify";
import type { Database } from "./db/connect.ts";
import type { Metrics } from "./metrics.ts";

/** For those who watch: alive, ready to serve, and the numbers. */
export function registerHealth(
  app: FastifyInstance,
  { db, metrics, isStopping }: { db: Database; metrics: Metrics; isStopping(): boolean },
): void {
  const options = { exposeHeadRoute: true, logLevel: "warn" } as const;
  app.get("/health/live", options, async () => ({ status: "alive" }));
  app.get("/health/ready", options, async (_request, reply) => {
    const isReady = !isStopping() && (await answers(db));
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? "ready" : "unavailable" });
  });
  app.get("/metrics", options, async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.text()),
  );
}

const patienceMs = 1_500;

async function answers({ pool }: Database): Promise<boolean> {
  const late = Promise.withResolvers<false>();
  const timer = setTimeout(() => late.resolve(false), patienceMs);
  const asked = pool.query("select 1").then(
    () => true,
    () => false,
  );
  try {
    return await Promise.race([asked, late.promise]);
  } finally {
    clearTimeout(timer);
  }
}
