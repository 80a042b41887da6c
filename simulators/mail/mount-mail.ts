import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { bundlePage } from "./bundle-page.ts";
import { mailFaultKinds } from "./faults.ts";
import type { ReadMail } from "./read-received.ts";
import type { MailSimulator } from "./start-mail.ts";

const deliverBody = z.union([
  z.strictObject({ raw: z.string().min(1) }),
  z.strictObject({
    from: z.string().regex(/@/),
    subject: z.string(),
    text: z.string(),
    inReplyTo: z.string().optional(),
    references: z.array(z.string()).optional(),
  }),
]);

const faultBody = z.strictObject({
  kind: z.enum([...mailFaultKinds, "imap-cut", "imap-new-uidvalidity"]),
  times: z.int().min(1).max(1_000_000).default(1),
  code: z.int().min(400).max(599).optional(),
  match: z.string().optional(),
});

const pagePolicy = "default-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Adds `/control/mail…` and the customer's mailbox page to a Fastify app, in a scope of its own. */
export function mountMail(app: FastifyInstance, mail: MailSimulator): void {
  app.register(async (scope) => {
    // The host app may read bodies in its own way; here they are JSON.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "application/json",
      { parseAs: "string" },
      async (_request: unknown, body: string) => JSON.parse(body),
    );
    addControls(scope, mail);
    addPage(scope, mail);
  });
}

function addControls(scope: FastifyInstance, mail: MailSimulator): void {
  scope.post("/control/mail", async (request, reply) => {
    const body = deliverBody.safeParse(request.body);
    if (!body.success) {
      return reply.code(400).send({ error: z.prettifyError(body.error) });
    }
    return reply.code(201).send(await mail.deliver(body.data));
  });
  scope.get("/control/mail", async () =>
    mail.received().map(({ from, to, subject, text, raw, at }) => ({
      from,
      to,
      subject,
      text,
      raw,
      at: new Date(at).toISOString(),
    })),
  );
  scope.post("/control/mail/faults", async (request, reply) => {
    const body = faultBody.safeParse(request.body);
    if (!body.success) {
      return reply.code(400).send({ error: z.prettifyError(body.error) });
    }
    const { kind, times, code, match } = body.data;
    if (kind === "imap-cut") {
      mail.cutImapConnections();
    } else if (kind === "imap-new-uidvalidity") {
      mail.mailbox.renumber();
    } else {
      mail.faults.add({ kind, times, ...(code && { code }), ...(match && { match }) });
    }
    return reply.code(201).send({ kind, times });
  });
}

function addPage(scope: FastifyInstance, mail: MailSimulator): void {
  const streams = new Set<() => void>();
  scope.addHook("preClose", async () => {
    for (const end of streams) {
      end();
    }
  });
  scope.get("/mail", async (_request, reply) => {
    const { html } = await bundlePage();
    return reply.header("content-security-policy", pagePolicy).type("text/html; charset=utf-8").send(html);
  });
  scope.get("/mail/page.js", async (_request, reply) =>
    reply.type("text/javascript; charset=utf-8").send((await bundlePage()).script),
  );
  scope.get("/mail/page.css", async (_request, reply) =>
    reply.type("text/css; charset=utf-8").send((await bundlePage()).style),
  );
  scope.get("/mail/state", async () => ({
    hotel: mail.account.address,
    customers: mail.customers,
    received: mail.received().map(shown),
    sent: mail.sent().map(shown),
  }));
  scope.get("/mail/events", (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-store" });
    const tell = () => reply.raw.write("data: changed\n\n");
    const stopListening = mail.onChange(tell);
    const end = () => {
      stopListening();
      streams.delete(end);
      reply.raw.end();
    };
    streams.add(end);
    request.raw.on("close", end);
    tell();
  });
}

function shown({ raw: _raw, ...mail }: ReadMail): Omit<ReadMail, "raw"> {
  return mail;
}
