import compress from "@fastify/compress";
import rateLimit from "@fastify/rate-limit";
import {
  type FastifyBaseLogger,
  type FastifyInstance,
  type FastifyRequest,
  fastify,
  LogController,
} from "fastify";
import { acceptJsonOnly } from "./accept-json.ts";
import type { Auth, AuthSettings } from "./auth/auth.ts";
import { createAuthenticate } from "./auth/authenticate.ts";
import type { BlobStore } from "./blobs/blob-store.ts";
import { closeConnections } from "./close-connections.ts";
import type { Context } from "./context.ts";
import { type ClockControl, registerClock } from "./control-clock.ts";
import { answerError, handleErrors } from "./error-handler.ts";
import { AppError } from "./errors.ts";
import { guardRequests } from "./guard-requests.ts";
import { createHandlers } from "./handlers.ts";
import { registerHealth } from "./health.ts";
import { newId } from "./ids.ts";
import type { Roads } from "./ingest/replay-body.ts";
import { limitRequestTime } from "./limit-request-time.ts";
import { listeningUrl } from "./listening-url.ts";
import { createEventFeed } from "./live/event-feed.ts";
import { createPresence } from "./live/presence.ts";
import { createStreams } from "./live/stream.ts";
import { watchSessions } from "./live/watch-sessions.ts";
import { measureRequests } from "./measure-requests.ts";
import type { Metrics } from "./metrics.ts";
import type { Readiness } from "./readiness.ts";
import { type RateLimits, registerRoutes } from "./routes.ts";
import type { SecretBox } from "./secret-box.ts";
import { setSecurityHeaders } from "./security-headers.ts";
import { serveWeb } from "./static-web.ts";

/** What the HTTP side needs beside the context. */
export type AppParts = {
  auth: Auth;
  authSettings: AuthSettings;
  box: SecretBox;
  blobs: BlobStore;
  /** Where bodies go that are tried again. */
  roads: Roads;
  metrics: Metrics;
  readiness: Readiness;
  publicUrl: string | null;
  trustedProxies: readonly string[];
  /** Folder of the built web; null: no pages. */
  webFolder: string | null;
  /** The demo and tests have simulators and a clock that can be moved; a real start has neither. */
  demo: { simulatorUrl: string; hasGuide?: boolean } | null;
  clock: ClockControl | null;
  /** Routes of other parts, such as the webhooks of ingest. */
  registerMore(app: FastifyInstance): Promise<void>;
};

const mostBodyBytes = 512 * 1024;
const requestTimeoutMs = 30_000;
/** 100 MiB at 1 Mbit/s. */
const slowestUploadMs = 15 * 60_000;

/** Builds the HTTP server: routes, stream, pages, health. It listens when the caller says so. */
export async function buildApp(ctx: Context, parts: AppParts): Promise<FastifyInstance> {
  let isStopping = false;
  const { metrics, publicUrl, trustedProxies } = parts;
  const log: FastifyBaseLogger = ctx.log;
  const app: FastifyInstance = fastify({
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: newId,
    bodyLimit: mostBodyBytes,
    requestTimeout: slowestUploadMs,
    http: { headersTimeout: requestTimeoutMs },
    trustProxy: trustedProxies.length === 0 ? false : [...trustedProxies],
    frameworkErrors: (error, request, reply) => void answerError(error, request, reply),
    forceCloseConnections: "idle",
    // Who came before the end is served, and told to close the connection.
    return503OnClosing: false,
  });
  handleErrors(app);
  closeConnections(app);
  limitRequestTime(app, { mostMs: requestTimeoutMs });
  acceptJsonOnly(app);
  await setSecurityHeaders(app, { publicUrl });
  guardRequests(app, { publicUrl });
  measureRequests(app, metrics);
  await app.register(compress, { encodings: ["gzip"], threshold: 2_048 });
  await app.register(rateLimit, {
    global: false,
    errorResponseBuilder: () => new AppError("TOO_MANY_REQUESTS"),
  });
  const feed = createEventFeed(ctx);
  const streams = createStreams(feed);
  const presence = createPresence({ doorbell: ctx.doorbell, feed });
  const stopWatching = watchSessions(ctx, streams);
  metrics.gauge("mc_streams_open", "Open live streams", () => streams.callers().size);
  metrics.gauge("mc_events_lag", "Events by which the slowest reader is behind", feed.lag);
  const authenticate = createAuthenticate({ db: ctx.db, auth: parts.auth });
  const linkBase = () => publicUrl ?? listeningUrl(app);
  const handlers = createHandlers(ctx, { ...parts, linkBase, presence }, streams);
  const judgesAnswers = parts.demo !== null || parts.clock !== null;
  registerRoutes(app, { handlers, authenticate, rateLimits, judgesAnswers });
  if (parts.clock !== null) {
    registerClock(app, ctx, parts.clock);
  }
  registerHealth(app, { readiness: parts.readiness, metrics, isStopping: () => isStopping });
  await parts.registerMore(app);
  await serveWeb(app, parts.webFolder);
  app.addHook("preClose", async () => {
    isStopping = true;
    stopWatching();
    streams.close();
    presence.close();
    feed.close();
  });
  return app;
}

const byAddress = (request: FastifyRequest) => request.ip;

/** Requests in a minute from one address; wrong passwords and wrong keys are counted apart, and far lower. */
const rateLimits: RateLimits = {
  setup: { max: 20, keyOf: byAddress },
  createUpload: { max: 300, keyOf: byAddress },
  signIn: { max: 120, keyOf: byAddress },
  createMember: { max: 60, keyOf: byAddress },
  createInvitation: { max: 60, keyOf: byAddress },
  readInvitation: { max: 60, keyOf: byAddress },
  acceptInvitation: { max: 60, keyOf: byAddress },
  changePassword: { max: 60, keyOf: byAddress },
  createApiKey: { max: 60, keyOf: byAddress },
  connectChannel: { max: 60, keyOf: byAddress },
  tryConnection: { max: 60, keyOf: byAddress },
  checkChannel: { max: 60, keyOf: byAddress },
  updateChannel: { max: 60, keyOf: byAddress },
  syncTemplates: { max: 60, keyOf: byAddress },
};
