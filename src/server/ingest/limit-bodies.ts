import type { FastifyInstance, FastifyRequest } from "fastify";

/**
 * Bodies that are on their way stand in memory before anybody knows who sends them. What goes past `most` bytes together
 * is answered 503 unread: a provider tries again. One without a length counts as the `largest`.
 */
export function limitBodies(
  scope: FastifyInstance,
  limit: { largest: number; most: number; refuse(): Error },
): void {
  let bytes = 0;
  scope.addHook("onRequest", (request, reply, done) => {
    const own = Math.min(announcedBytes(request), limit.largest);
    if (bytes + own > limit.most) {
      done(limit.refuse());
      return;
    }
    bytes += own;
    // Answered or broken off: it comes once in both cases.
    reply.raw.once("close", () => {
      bytes -= own;
    });
    done();
  });
}

function announcedBytes({ headers }: FastifyRequest): number {
  return headers["transfer-encoding"] === undefined
    ? Number(headers["content-length"] ?? 0)
    : Number.POSITIVE_INFINITY;
}
