import type { FastifyInstance } from "fastify";
import Fastify from "fastify";
import { ZodError } from "zod";
import { mountAccounts } from "./control/account-routes.ts";
import { mountBill } from "./control/bill-routes.ts";
import { mountCoexistence } from "./control/coexistence-routes.ts";
import { ControlError } from "./control/control-error.ts";
import { mountControl } from "./control/control-routes.ts";
import { mountCustomers } from "./control/customer-routes.ts";
import { mountEventStream } from "./control/event-stream.ts";
import { mountPage } from "./control/page-routes.ts";
import { createFaultPlan } from "./faults.ts";
import { GraphError } from "./graph/graph-error.ts";
import { mountGraph } from "./graph/graph-routes.ts";
import type { CloudApi } from "./handle.ts";
import { createHandle } from "./handle.ts";
import { createIdentifiers } from "./identifiers.ts";
import { createRateLimiter, metaLimits } from "./messages/limiters.ts";
import type { CloudApiOptions } from "./options.ts";
import { createScheduler } from "./scheduler.ts";
import { seedStore } from "./seed-store.ts";
import type { Simulator } from "./simulator.ts";
import { appendBounded, createChanges } from "./simulator.ts";
import { loadSnapshot, resumeDeliveries, saveSnapshot } from "./snapshot.ts";
import { createStore } from "./store.ts";
import { keepTemplatesMoving } from "./templates/sweep-templates.ts";
import { createWebhookSender } from "./webhooks/webhook-sender.ts";

const host = "127.0.0.1";
/** Meta repeats for up to seven days; here the same number of times within a minute. */
const acceleratedRetriesMs = [250, 500, 1_000, 2_000, 4_000, 8_000, 16_000, 30_000];
const localNames = new Set(["127.0.0.1", "localhost", "[::1]"]);

/** Starts Meta's Cloud API and the customers' phones on this machine. */
export async function startCloudApi(options: CloudApiOptions): Promise<CloudApi> {
  const app = Fastify({ forceCloseConnections: true, routerOptions: { maxParamLength: 400 } });
  const simulator = createSimulator(options, (forMs) => pauseListening(app, simulator, forMs));
  guard(app);
  mountGraph(app, simulator);
  mountControl(app, simulator);
  mountCustomers(app, simulator);
  mountCoexistence(app, simulator);
  mountBill(app, simulator);
  mountAccounts(app, simulator);
  mountEventStream(app, simulator);
  mountPage(app);
  await options.extend?.(app);
  simulator.address.url = await app.listen({ host, port: options.port ?? 0 });
  const stopSaving = options.stateFile === undefined ? () => {} : keepSaving(simulator, options.stateFile);
  resumeDeliveries(simulator);
  const stopTemplates = keepTemplatesMoving(simulator);
  return createHandle(simulator, async () => {
    stopTemplates();
    simulator.scheduler.stop();
    stopSaving();
    await app.close();
  });
}

function createSimulator(options: CloudApiOptions, refuseConnections: (forMs: number) => void): Simulator {
  const { clock } = options;
  const store = createStore();
  seedStore(store, options.wabas);
  if (options.stateFile !== undefined) {
    loadSnapshot(store, options.stateFile);
  }
  const faults = createFaultPlan();
  const scheduler = createScheduler();
  const deliveries: Simulator["deliveries"] = [];
  const settings: Simulator["settings"] = {
    webhookUrl: options.webhookUrl ?? null,
    graphVersion: options.graphVersion ?? 24,
    statusDelaysMs: { sent: 80, delivered: 250, read: null, ...options.statusDelaysMs },
    windowRefusal: options.windowRefusal ?? "status",
    unknownRecipients: options.unknownRecipients ?? "create",
    templateReview: {
      verdict: "rules",
      when: "real",
      delayMs: 1_500,
      reason: "INVALID_FORMAT",
      ...options.templateReview,
    },
    duplicateTemplateSubcode: 2388024,
    messagingLimit: options.messagingLimit ?? "TIER_2K",
    messagingLimitRefusal: { code: 131048, in: "status" },
    pacingAfter: null,
    marketingCap: null,
    unpaidStops: "charged",
  };
  return {
    store,
    settings,
    clock,
    faults,
    scheduler,
    deliveries,
    refuseConnections,
    ids: createIdentifiers(options.seed ?? 1, store.counter),
    limiter: createRateLimiter({ ...metaLimits, ...options.limits }, () => performance.now()),
    webhooks: createWebhookSender({
      appSecret: options.appSecret,
      retryScheduleMs: options.retryScheduleMs ?? acceleratedRetriesMs,
      timeoutMs: options.webhookTimeoutMs ?? 10_000,
      clock,
      faults,
      scheduler,
      urlOf: (wabaId, phoneNumberId) =>
        store.phoneNumbers.get(phoneNumberId ?? "")?.overrideCallbackUri ??
        store.wabas.get(wabaId)?.overrideCallbackUri ??
        settings.webhookUrl,
      record: (delivery) => appendBounded(deliveries, delivery),
    }),
    managementLimit:
      options.managementLimit === undefined
        ? { registered: 5_000, unregistered: 200, perMs: 3_600_000 }
        : options.managementLimit,
    managementCalls: new Map(),
    calls: [],
    typing: new Map(),
    accessToken: options.accessToken,
    verifyToken: options.verifyToken,
    appId: options.appId ?? "1000000000000001",
    businessId: "1000000000000002",
    tabs: options.tabs ?? [],
    address: { url: "" },
    changes: createChanges(),
  };
}

/** Only this machine: a page of another site that points its name at 127.0.0.1 is refused. */
function guard(app: FastifyInstance): void {
  app.addHook("onRequest", async (request, reply) => {
    const isForeignPage = request.headers["sec-fetch-site"] === "cross-site" && request.method !== "GET";
    const name = request.hostname.replace(/:\d+$/, "");
    // Clients that know where Meta keeps files say so; the bytes want the token anyway.
    const isFile =
      name === "lookaside.fbsbx.com" && request.url.startsWith("/whatsapp_business/attachments/");
    if (isForeignPage || !(localNames.has(name) || isFile)) {
      return reply.code(403).send({ code: "FORBIDDEN", message: "Only from this machine" });
    }
  });
  app.setErrorHandler((error, _request, reply) => {
    if (error instanceof ControlError) {
      return reply.code(error.status).send({ code: "CONTROL", message: error.message });
    }
    if (error instanceof ZodError || error instanceof GraphError) {
      return reply.code(400).send({ code: "INVALID", message: error.message });
    }
    return reply.send(error);
  });
}

/** Stops listening for a while, so that new connections are refused before a byte is written. */
function pauseListening(app: FastifyInstance, simulator: Simulator, forMs: number): void {
  const port = Number(new URL(simulator.address.url).port);
  app.server.close();
  app.server.closeAllConnections();
  simulator.scheduler.schedule(forMs, () => {
    app.server.listen({ host, port });
  });
}

/** Writes the state file soon after each change and at the end; answers what ends it. */
function keepSaving(simulator: Simulator, file: string): () => void {
  let pending: NodeJS.Timeout | null = null;
  const stop = simulator.changes.listen(() => {
    pending ??= setTimeout(() => {
      pending = null;
      saveSnapshot(simulator.store, file);
    }, 300).unref();
  });
  return () => {
    stop();
    clearTimeout(pending ?? undefined);
    saveSnapshot(simulator.store, file);
  };
}
