import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { ChannelAdapter, WebhookPort } from "#channels/channel.ts";
import type { Context } from "../context.ts";
import { AppError } from "../errors.ts";
import { newId } from "../ids.ts";
import { workspaceIdOf } from "../workspace-key.ts";
import { Deadline } from "./deadline.ts";
import type { Ingest } from "./ingest.ts";
import { limitBodies } from "./limit-bodies.ts";
import { readBody } from "./read-body.ts";

type Params = { kind: string; workspaceKey: string };

/** Meta sends up to 3 MB. */
const mostBytes = 4 * 1024 * 1024;
/** As many of the largest as may be on their way at once, or thousands of the usual ones. */
const mostBytesOnTheWay = 32 * mostBytes;
/** Meta wants an answer soon, and a hung database must not hold its connections. */
const answerWithinMs = 1_900;

/** `POST` and `GET /webhooks/<channel kind>/<workspace key>`: 200 only after the COMMIT that holds the body. */
export async function registerWebhooks(
  app: FastifyInstance,
  { ctx, ingest }: { ctx: Context; ingest: Ingest },
): Promise<void> {
  await app.register(async (scope) => {
    refuseWhenBusy(scope, ingest);
    limitBodies(scope, { largest: mostBytes, most: mostBytesOnTheWay, refuse: ingest.refuse });
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: mostBytes }, (_request, body, done) =>
      done(null, body),
    );
    scope.get<{ Params: Params; Querystring: Record<string, unknown> }>(
      "/webhooks/:kind/:workspaceKey",
      async (request, reply) => answerHandshake(ctx, request, reply),
    );
    scope.post<{ Params: Params }>(
      "/webhooks/:kind/:workspaceKey",
      { bodyLimit: mostBytes, compress: false },
      async (request, reply) => {
        await inTime((deadline) => takeWebhook({ ctx, ingest }, request, deadline));
        return reply.code(200).send();
      },
    );
  });
}

/** Before the body is read and its signature is checked: a crowd that is refused must not take the time of what is stored. */
function refuseWhenBusy(scope: FastifyInstance, ingest: Ingest): void {
  scope.addHook<{ Params: Partial<Params> }>("onRequest", (request, _reply, done) => {
    const workspaceId = request.method === "POST" ? workspaceIdOf(request.params.workspaceKey ?? "") : null;
    done((workspaceId === null ? null : ingest.refusal(workspaceId)) ?? undefined);
  });
}

async function answerHandshake(
  ctx: Context,
  request: FastifyRequest<{ Params: Params; Querystring: Record<string, unknown> }>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { port, accounts } = await findReceiver(ctx, request.params);
  const challenge = port.handshake(accounts, request.query);
  if (challenge === null) {
    throw new AppError("FORBIDDEN");
  }
  return reply.type("text/plain").send(challenge);
}

async function takeWebhook(
  { ctx, ingest }: { ctx: Context; ingest: Ingest },
  request: FastifyRequest<{ Params: Params }>,
  deadline: Deadline,
): Promise<void> {
  const { adapter, port, accounts, workspaceId } = await findReceiver(ctx, request.params);
  const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
  const owners = port.signedBy(accounts, body, request.headers);
  if (owners.length === 0) {
    request.log.warn({ workspaceId }, "A webhook's signature matches no app secret");
    throw new AppError("SIGNATURE_INVALID");
  }
  const journalId = newId();
  const receivedAt = ctx.now();
  const origin = { workspaceId, journalId, receivedAt, accounts: owners, channelRef: null };
  const reading = await readBody(adapter, body, origin);
  const submission = { workspaceId, source: adapter.kind, journalId, receivedAt, body, reading };
  await ingest.store({ ...submission, channelId: null, cursor: null, replayOf: null }, deadline);
}

async function findReceiver(
  ctx: Context,
  params: Params,
): Promise<{
  adapter: ChannelAdapter;
  port: WebhookPort;
  accounts: Awaited<ReturnType<Context["accounts"]["list"]>>;
  workspaceId: string;
}> {
  const adapter = ctx.adapters.get(params.kind);
  const workspaceId = workspaceIdOf(params.workspaceKey);
  if (adapter === undefined || adapter.webhook === null || workspaceId === null) {
    throw new AppError("NOT_FOUND");
  }
  const accounts = await ctx.accounts.list(workspaceId);
  if (accounts.length === 0) {
    throw new AppError("NOT_FOUND");
  }
  return { adapter, port: adapter.webhook, accounts, workspaceId };
}

/** A body that is stored after its 503 does no harm: the provider's next try is the same message again. */
function inTime(work: (deadline: Deadline) => Promise<void>): Promise<void> {
  return new Promise((resolve, reject) => {
    const deadline = new Deadline();
    const timer = setTimeout(() => {
      reject(new AppError("UNAVAILABLE"));
      deadline.end();
    }, answerWithinMs);
    work(deadline).then(
      () => {
        clearTimeout(timer);
        resolve();
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error instanceof Error ? error : new AppError("UNAVAILABLE", {}, { cause: error }));
      },
    );
  });
}
