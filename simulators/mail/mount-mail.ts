import { readFile } from "node:fs/promises";
import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { bundlePage, pageHeaders } from "../cloud-api/control/page-routes.ts";
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
    attachments: z
      .array(z.strictObject({ name: z.string(), type: z.string(), base64: z.base64() }))
      .optional(),
  }),
]);

const faultBody = z.strictObject({
  kind: z.enum([...mailFaultKinds, "imap-cut", "imap-new-uidvalidity"]),
  times: z.int().min(1).max(1_000_000).default(1),
  code: z.int().min(400).max(599).optional(),
  match: z.string().optional(),
});

/** Largest body of a control call: a mail with attachments in base64. */
const bodyLimit = 40 * 1024 * 1024;

/** Adds `/control/mail…` and the customer's mailbox page to a Fastify app, in a scope of its own. */
export function mountMail(app: FastifyInstance, mail: MailSimulator): void {
  app.register(async (scope) => {
    // The host app may read bodies in its own way; here they are JSON.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser(
      "application/json",
      { parseAs: "string" },
      async (_request: unknown, body: string): Promise<unknown> => JSON.parse(body),
    );
    addControls(scope, mail);
    addPage(scope, mail);
  });
}

function addControls(scope: FastifyInstance, mail: MailSimulator): void {
  scope.post("/control/mail", { bodyLimit }, async (request, reply) => {
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
  let script: Promise<string> | null = null;
  const serve = (path: string, name: string, type: string) => {
    const file = new URL(`./page/${name}`, import.meta.url);
    scope.get(path, async (_request, reply) =>
      reply
        .headers(pageHeaders)
        .type(type)
        .send(await readFile(file)),
    );
  };
  serve("/mail", "index.html", "text/html; charset=utf-8");
  for (const name of ["list.css", "reading.css", "narrow.css"]) {
    serve(`/mail/${name}`, name, "text/css; charset=utf-8");
  }
  scope.get("/mail/mail.js", async (_request, reply) => {
    script ??= bundlePage(new URL("./page/main.ts", import.meta.url));
    return reply
      .headers(pageHeaders)
      .type("text/javascript; charset=utf-8")
      .send(await script);
  });
  scope.get("/mail/state", async () => ({
    hotel: mail.account.address,
    now: mail.now(),
    timeZone: mail.timeZone,
    customers: mail.customers,
    received: mail.received().map(shown),
    sent: mail.sent().map(shown),
  }));
  addEvents(scope, mail);
}

/** Tells open pages that something changed; they ask for the state then. */
function addEvents(scope: FastifyInstance, mail: MailSimulator): void {
  const streams = new Set<() => void>();
  scope.addHook("preClose", async () => {
    for (const end of streams) {
      end();
    }
  });
  scope.get("/mail/events", (request, reply) => {
    reply.hijack();
    reply.raw.writeHead(200, {
      ...pageHeaders,
      "content-type": "text/event-stream",
      "cache-control": "no-store",
    });
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
