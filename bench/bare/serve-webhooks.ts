import { createHmac, timingSafeEqual } from "node:crypto";
import Fastify from "fastify";
import { createGroupCommit } from "#server/ingest/group-commit.ts";
import { batchLimits } from "#server/ingest/ingest.ts";

/**
 * The web server of the bare programs: the same server as ours, raw bodies, the HMAC checked, 200 once `store` has ended.
 * Prints its address.
 */
export async function serveWebhooks(options: {
  appSecret: string;
  store(body: Buffer): Promise<void>;
}): Promise<void> {
  const app = Fastify();
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.post("/webhooks/whatsapp/:key", async (request, reply) => {
    const body = request.body as Buffer;
    if (!isSigned(body, String(request.headers["x-hub-signature-256"]), options.appSecret)) {
      return reply.code(401).send();
    }
    await options.store(body);
    return reply.code(200).send();
  });
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  process.stdout.write(`The bare program answers at ${url}\n`);
  process.once("SIGTERM", () => void app.close().then(() => process.exit(0)));
}

/** The same batches as ours: what arrives while the last commit runs, and what joins a crowd. */
export function inBatches(
  store: (bodies: readonly Buffer[]) => Promise<void>,
): (body: Buffer) => Promise<void> {
  const group = createGroupCommit<Buffer>({
    ...batchLimits,
    async run(bodies) {
      await store(bodies);
      return bodies.map(() => null);
    },
  });
  return (body) => group.submit(body);
}

function isSigned(body: Buffer, header: string, secret: string): boolean {
  const given = Buffer.from(header.slice("sha256=".length), "hex");
  const expected = createHmac("sha256", secret).update(body).digest();
  return given.length === expected.length && timingSafeEqual(given, expected);
}
