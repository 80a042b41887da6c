import helmet, { type FastifyHelmetOptions } from "@fastify/helmet";
import { type FastifyInstance, fastify } from "fastify";

/** Security headers of every answer; programs that call webhooks need only one. */
export async function setSecurityHeaders(
  app: FastifyInstance,
  { publicUrl }: { publicUrl: string | null },
): Promise<void> {
  const headers = await writeHeaders(optionsFor(publicUrl));
  const forPrograms = { "x-content-type-options": "nosniff" };
  app.addHook("onRequest", (request, reply, done) => {
    reply.headers(request.url.startsWith("/webhooks/") ? forPrograms : headers);
    done();
  });
}

/** What helmet makes of the options: always the same, so it is asked once and not with every request. */
async function writeHeaders(options: FastifyHelmetOptions): Promise<Record<string, string>> {
  const probe = fastify();
  await probe.register(helmet, options);
  probe.get("/", (_request, reply) => reply.hijack().raw.end());
  const { headers } = await probe.inject("/");
  await probe.close();
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      typeof value !== "string" || ownOfNode.has(name) ? [] : [[name, value]],
    ),
  );
}

const ownOfNode = new Set(["date", "connection", "keep-alive", "transfer-encoding", "content-length"]);

/** Scripts come from here alone; the kit's components set styles in the page. */
function optionsFor(publicUrl: string | null): FastifyHelmetOptions {
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", "blob:", "data:"],
        mediaSrc: ["'self'", "blob:"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    frameguard: { action: "deny" },
    referrerPolicy: { policy: "no-referrer" },
    crossOriginOpenerPolicy: { policy: "same-origin" },
    crossOriginResourcePolicy: { policy: "same-origin" },
    // Only where we know that browsers come by TLS: it would lock them out elsewhere.
    strictTransportSecurity:
      publicUrl?.startsWith("https:") === true ? { maxAge: 31_536_000, includeSubDomains: false } : false,
  };
}
