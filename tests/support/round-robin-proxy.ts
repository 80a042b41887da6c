import {
  Agent,
  createServer,
  request as forward,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import type { AddressInfo } from "node:net";

/** One address before several servers, as a load balancer gives it. */
export type RoundRobinProxy = {
  url: string;
  /** Requests that were refused by a server and went to the next one. */
  retries(): number;
  /** Requests that got no answer: broken off after they had been sent (502), or no server was there (503). */
  failures(): { broken: number; nobody: number };
  close(): Promise<void>;
};

/**
 * Hands each request to the next server in turn. One that refuses the connection has not read a byte: the next one gets
 * the request. What breaks off later may have had its effect, so that the client decides, as behind any balancer.
 */
export async function startRoundRobinProxy(targets: () => readonly string[]): Promise<RoundRobinProxy> {
  let turn = 0;
  let retries = 0;
  const failures = { broken: 0, nobody: 0 };
  const agent = new Agent({ keepAlive: false });

  function hand(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    const urls = targets();
    turn += 1;
    const order = urls.map((_, index) => urls[(turn + index) % urls.length] ?? "");
    const tryNext = (): void => {
      const target = order.shift();
      if (target === undefined) {
        failures.nobody += 1;
        response.writeHead(503).end();
        return;
      }
      const { hostname, port } = new URL(target);
      const { method, url: path, headers } = request;
      const upstream = forward({ hostname, port, method, path, headers, agent }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        response.flushHeaders();
        answer.pipe(response);
        answer.on("error", () => response.destroy());
      });
      upstream.on("error", (error) => {
        if ("code" in error && error.code === "ECONNREFUSED") {
          retries += 1;
          tryNext();
        } else if (response.headersSent) {
          response.destroy();
        } else {
          failures.broken += 1;
          response.writeHead(502).end();
        }
      });
      response.on("close", () => upstream.destroy());
      upstream.end(body);
    };
    tryNext();
  }

  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => hand(request, response, Buffer.concat(chunks)));
    response.on("error", () => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    retries: () => retries,
    failures: () => ({ ...failures }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
