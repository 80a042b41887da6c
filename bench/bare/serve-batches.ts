import { createHmac, timingSafeEqual } from "node:crypto";
import Fastify from "fastify";

/**
 * The web server of the bare programs: the same server as ours, raw bodies, the HMAC checked, requests that arrive while
 * the last commit runs form the next batch, 200 after the COMMIT. Prints its address.
 */
export async function serveBatches(options: {
  appSecret: string;
  most: number;
  /** Several batches may run at once (1: one after the other). */
  atOnce: number;
  store(bodies: readonly Buffer[]): Promise<void>;
}): Promise<void> {
  const waiting: { body: Buffer; resolve(): void; reject(error: unknown): void }[] = [];
  let running = 0;

  async function drain(): Promise<void> {
    while (waiting.length > 0) {
      const batch = waiting.splice(0, options.most);
      try {
        await options.store(batch.map(({ body }) => body));
        for (const { resolve } of batch) {
          resolve();
        }
      } catch (error) {
        for (const { reject } of batch) {
          reject(error);
        }
      }
    }
    running -= 1;
  }

  function submit(body: Buffer): Promise<void> {
    return new Promise((resolve, reject) => {
      waiting.push({ body, resolve, reject });
      if (running < options.atOnce) {
        running += 1;
        queueMicrotask(() => void drain());
      }
    });
  }

  const app = Fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.post("/webhooks/whatsapp/:key", async (request, reply) => {
    const body = request.body as Buffer;
    if (!isSigned(body, String(request.headers["x-hub-signature-256"]), options.appSecret)) {
      return reply.code(401).send();
    }
    await submit(body);
    return reply.code(200).send();
  });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  process.stdout.write(`The bare program answers at ${url}\n`);
  process.once("SIGTERM", () => void app.close().then(() => process.exit(0)));
}

function isSigned(body: Buffer, header: string, secret: string): boolean {
  const given = Buffer.from(header.slice("sha256=".length), "hex");
  const expected = createHmac("sha256", secret).update(body).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}
