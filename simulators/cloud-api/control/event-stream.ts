import type { FastifyInstance } from "fastify";
import type { Simulator } from "../simulator.ts";

const heartbeatMs = 20_000;
/** Changes that come together are told once. */
const gatherMs = 25;

/** Mounts the stream that tells open pages that something changed; they then ask for what they show. */
export function mountEventStream(app: FastifyInstance, simulator: Simulator): void {
  app.get("/control/events", (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    reply.raw.write("retry: 500\n\n");
    let pending: NodeJS.Timeout | null = null;
    const tell = () => {
      pending ??= setTimeout(() => {
        pending = null;
        reply.raw.write("event: change\ndata: {}\n\n");
      }, gatherMs);
    };
    const heartbeat = setInterval(() => reply.raw.write(": still here\n\n"), heartbeatMs);
    const stops = [simulator.changes.listen(tell), simulator.clock.onChange(tell)];
    request.raw.socket.once("close", () => {
      clearInterval(heartbeat);
      clearTimeout(pending ?? undefined);
      for (const stop of stops) {
        stop();
      }
    });
    tell();
  });
}
