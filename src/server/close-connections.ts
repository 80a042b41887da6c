import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

/** Requests that are being answered get this long once the server stops. */
const patienceMs = 5_000;
/** Whoever connected before that may have sent a request that is still on its way: it is answered, not cut off. */
const firstRequestMs = 250;

/**
 * Lets the server stop soon: Node waits for connections that were opened and never used (browsers keep such ones in
 * store), and for ever for a request that hangs.
 */
export function closeConnections(app: FastifyInstance): void {
  const unused = new Set<Socket>();
  app.server.on("connection", (socket: Socket) => {
    unused.add(socket);
    socket.once("close", () => unused.delete(socket));
  });
  app.server.on("request", ({ socket }) => unused.delete(socket));
  app.addHook("preClose", async () => {
    const closeUnused = () => {
      for (const socket of unused) {
        socket.destroy();
      }
    };
    const unusedTimer = setTimeout(closeUnused, firstRequestMs);
    const timer = setTimeout(() => app.server.closeAllConnections(), patienceMs);
    app.server.once("close", () => {
      clearTimeout(unusedTimer);
      clearTimeout(timer);
    });
  });
}
