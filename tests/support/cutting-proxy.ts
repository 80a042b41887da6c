import { createServer, request as forward } from "node:http";
import type { AddressInfo } from "node:net";

/** A way to the server on which the live stream breaks off, now in the middle of an event, now between two. */
export type CuttingProxy = {
  url: string;
  /** How many streams were cut so far. */
  cuts(): number;
  /** From now on streams live. */
  heal(): void;
  close(): Promise<void>;
};

/** Starts the proxy; each stream ends after 0 to `mostBytes` bytes, by a chance that is the same in every run. */
export async function startCuttingProxy(
  target: string,
  { mostBytes = 900, seed = 23 } = {},
): Promise<CuttingProxy> {
  let cuts = 0;
  let isHealed = false;
  let state = seed;
  // Park and Miller's generator: all of chance that a repeatable test needs.
  const next = (): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
  const { port: targetPort } = new URL(target);
  const server = createServer((request, response) => {
    const { method, headers, url: path } = request;
    const upstream = forward({ host: "127.0.0.1", port: targetPort, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      if (!path?.startsWith("/api/v1/events")) {
        answer.pipe(response);
        return;
      }
      response.flushHeaders();
      let left = Math.floor(next() * mostBytes);
      answer.on("data", (bytes: Buffer) => {
        if (isHealed || bytes.length <= left) {
          left -= bytes.length;
          response.write(bytes);
          return;
        }
        response.write(bytes.subarray(0, left), () => response.destroy());
        cuts += 1;
        upstream.destroy();
      });
    });
    upstream.on("error", () => response.destroy());
    response.on("close", () => upstream.destroy());
    request.pipe(upstream);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    cuts: () => cuts,
    heal: () => {
      isHealed = true;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
