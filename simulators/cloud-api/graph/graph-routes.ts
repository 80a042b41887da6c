import { setTimeout as pause } from "node:timers/promises";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { JsonObject } from "../json.ts";
import { findMediaByUrl } from "../media/media-store.ts";
import { sendBytes } from "../media/send-bytes.ts";
import type { CallRecord } from "../model.ts";
import type { Simulator } from "../simulator.ts";
import { answerGraph } from "./answer-graph.ts";
import type { CallOutcome } from "./answer-messages.ts";
import { answerMessages, recordCall } from "./answer-messages.ts";
import { errorEnvelope, GraphError } from "./graph-error.ts";
import type { GraphRequest } from "./graph-request.ts";
import { readPath, requireToken } from "./graph-request.ts";
import { countManagementCall, tooManyCalls } from "./management-limit.ts";

/** Both send: the second one marketing templates only (§2.5). */
const messageEdges = new Set(["messages", "marketing_messages"]);
const callPaths = ["/:version(^v\\d{1,2}\\.\\d{1,2}$)/*", "/:id(^\\d{5,20}$)", "/:id(^\\d{5,20}$)/:edge"];
const bodyLimit = 110 * 1_024 * 1_024;

/** Mounts Meta's side: every `/vN.N/…` path and the addresses of files. Bodies arrive as raw bytes. */
export function mountGraph(app: FastifyInstance, simulator: Simulator): void {
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit }, (_request, body, done) =>
      done(null, body),
    );
    for (const url of callPaths) {
      scope.route({
        method: ["GET", "POST", "DELETE"],
        url,
        bodyLimit,
        handler: (request, reply) => handleCall(simulator, request, reply),
      });
    }
    scope.get("/whatsapp_business/attachments/", (request, reply) => handleBytes(simulator, request, reply));
  });
}

async function handleCall(
  simulator: Simulator,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const graphRequest = readRequest(request);
  const isMessages = messageEdges.has(graphRequest?.edge ?? "") && request.method === "POST";
  const call = graphRequest && isMessages ? recordCall(simulator, graphRequest) : null;
  const usage = graphRequest ? countManagementCall(simulator, graphRequest, performance.now()) : null;
  if (usage) {
    reply.header("x-business-use-case-usage", usage.header);
  }
  if (usage?.retryAfterSeconds != null) {
    reply.header("retry-after", usage.retryAfterSeconds);
  }
  const isOver = usage?.retryAfterSeconds != null;
  const outcome = await answerOrRefuse(simulator, { request, graphRequest, call, isOver });
  if (outcome.kind === "cut") {
    reply.hijack();
    request.raw.socket.destroy();
    return reply;
  }
  if (call) {
    call.status = outcome.kind === "answer" ? 200 : outcome.status;
  }
  switch (outcome.kind) {
    case "answer":
      return reply.send(outcome.body);
    case "foreign-answer":
      return reply.code(outcome.status).type("text/html").send("<html><body>Bad Gateway</body></html>");
    case "refusal":
      return reply.code(outcome.status).send(outcome.body);
  }
}

async function answerOrRefuse(
  simulator: Simulator,
  {
    request: { headers },
    graphRequest: request,
    call,
    isOver,
  }: {
    request: FastifyRequest;
    graphRequest: GraphRequest | null;
    call: CallRecord | null;
    isOver: boolean;
  },
): Promise<CallOutcome | { kind: "refusal"; status: number; body: JsonObject }> {
  try {
    requireToken(headers.authorization, simulator.accessToken);
    if (isOver) {
      throw tooManyCalls();
    }
    if (!request) {
      throw new GraphError(100, "Unknown path components.");
    }
    return call
      ? await answerMessages(simulator, request, call)
      : { kind: "answer", body: await answerGraph(simulator, request) };
  } catch (error) {
    if (!(error instanceof GraphError)) {
      throw error;
    }
    if (call) {
      call.code = error.code;
    }
    const trace = simulator.ids.hex("trace", 23);
    return { kind: "refusal", status: error.status, body: errorEnvelope(error, trace) };
  }
}

function readRequest(request: FastifyRequest): GraphRequest | null {
  const address = new URL(request.url, "http://localhost");
  const path = readPath(address.pathname);
  return path === null
    ? null
    : {
        ...path,
        method: request.method,
        url: address.pathname,
        query: new Map(address.searchParams),
        contentType: request.headers["content-type"] ?? "",
        fileOffset: z
          .string()
          .nullable()
          .catch(null)
          .parse(request.headers.file_offset ?? null),
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      };
}

/** The bytes of a file: with our token, a User-Agent, and an address not older than five minutes (§6). */
async function handleBytes(
  simulator: Simulator,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const { faults } = simulator;
  const query = new Map(new URL(request.url, "http://localhost").searchParams);
  if (request.headers.authorization !== `Bearer ${simulator.accessToken}`) {
    return reply.code(401).send();
  }
  if (!request.headers["user-agent"]) {
    return reply.code(403).send();
  }
  const media = findMediaByUrl(simulator, {
    mid: query.get("mid") ?? "",
    ext: query.get("ext") ?? "",
    hash: query.get("hash") ?? "",
  });
  if (!media || faults.take("media-missing", {})) {
    return reply.code(404).send();
  }
  const slow = faults.take("media-slow", {});
  if (slow) {
    await pause(slow.delayMs ?? 3_000, undefined, { ref: false });
  }
  if (faults.take("media-truncated", {})) {
    reply.hijack();
    reply.raw.writeHead(200, { "content-type": media.mimeType, "content-length": media.bytes.length });
    reply.raw.write(media.bytes.subarray(0, Math.floor(media.bytes.length / 2)));
    reply.raw.socket?.end();
    return reply;
  }
  return sendBytes(request, reply, media);
}
