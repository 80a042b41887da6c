import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { messagingLimits } from "../accounts/messaging-limit.ts";
import { faultSchema } from "../faults.ts";
import { requireBody } from "../graph/graph-request.ts";
import { asObject, asText } from "../json.ts";
import type { Simulator } from "../simulator.ts";
import { changeTemplate, templateChangeSchema } from "../templates/change-template.ts";
import { endPacing } from "../templates/end-pacing.ts";
import { finishReview } from "../templates/review-template.ts";
import { verifyWebhook } from "../webhooks/handshake.ts";
import { requirePhoneNumber, requireTemplate } from "./control-error.ts";
import { viewState, viewTemplateState } from "./state-view.ts";

const clockSchema = z.union([
  z.strictObject({ advanceMs: z.number().finite() }),
  z.strictObject({ now: z.iso.datetime({ offset: true }) }),
]);
const settingsSchema = z.strictObject({
  webhookUrl: z.url().nullable().optional(),
  graphVersion: z.number().int().min(18).max(99).optional(),
  windowRefusal: z.enum(["status", "answer"]).optional(),
  unknownRecipients: z.enum(["create", "undeliverable"]).optional(),
  statusDelaysMs: z
    .strictObject({
      sent: z.number().min(0),
      delivered: z.number().min(0),
      read: z.number().min(0).nullable(),
    })
    .optional(),
  templateReview: z
    .strictObject({
      verdict: z.enum(["rules", "approve", "reject", "wait"]).optional(),
      when: z.enum(["at-once", "real", "simulated"]).optional(),
      delayMs: z.number().int().min(0).optional(),
      reason: z.string().optional(),
    })
    .optional(),
  messagingLimit: z.enum(messagingLimits).optional(),
  messagingLimitRefusal: z
    .strictObject({ code: z.number().int(), in: z.enum(["answer", "status"]) })
    .optional(),
  pacingAfter: z.number().int().min(0).nullable().optional(),
  marketingCap: z.number().int().min(0).nullable().optional(),
  unpaidStops: z.enum(["charged", "everything"]).optional(),
  duplicateTemplateSubcode: z.union([z.literal(2388023), z.literal(2388024)]).optional(),
});
const allowanceSchema = z.strictObject({
  phoneNumberId: z.string(),
  month: z.string().regex(/^\d{4}-\d{2}$/),
  used: z.number().int().min(0),
});

/** Mounts the control API: clock, faults, logs, templates, settings (architecture §6, README.md). */
export function mountControl(app: FastifyInstance, simulator: Simulator): void {
  const { clock, faults, store } = simulator;
  app.post("/control/clock", (request) => {
    const order = clockSchema.parse(request.body);
    const now = "advanceMs" in order ? clock.advance(order.advanceMs) : clock.set(order.now);
    return { now: new Date(now).toISOString() };
  });
  app.get("/control/clock", () => ({ now: new Date(clock.now()).toISOString() }));

  app.get("/control/faults", () => faults.list());
  app.post("/control/faults", (request, reply) => {
    const fault = faults.add(faultSchema.parse(request.body));
    if (fault.kind === "refuse-connection") {
      faults.remove(fault.id);
      // After the answer to this call is out.
      setTimeout(() => simulator.refuseConnections(fault.delayMs ?? 1_000), 20).unref();
    }
    simulator.changes.notify();
    return reply.code(201).send(fault);
  });
  app.delete("/control/faults", (_request, reply) => {
    faults.clear();
    simulator.changes.notify();
    return reply.code(204).send();
  });
  app.delete("/control/faults/:id", (request, reply) => {
    const isRemoved = faults.remove(idOf(request));
    simulator.changes.notify();
    return reply.code(isRemoved ? 204 : 404).send();
  });

  app.get("/control/calls", () => simulator.calls);
  app.get("/control/deliveries", () => simulator.deliveries);
  app.post("/control/settle", async () => {
    await simulator.scheduler.settled();
    return { settled: true };
  });

  app.get("/control/templates", () => [...store.templates.values()].map(viewTemplateState));
  app.post("/control/templates/:id", (request) => {
    const template = requireTemplate(store, idOf(request));
    changeTemplate(simulator, template, templateChangeSchema.parse(request.body));
    return viewTemplateState(template);
  });
  app.post("/control/templates/:id/review", (request) => {
    const template = requireTemplate(store, idOf(request));
    finishReview(simulator, template);
    return viewTemplateState(template);
  });
  app.post("/control/pacing", (request) => {
    const { outcome } = z.strictObject({ outcome: z.enum(["release", "pause"]) }).parse(request.body);
    return { messages: endPacing(simulator, outcome) };
  });

  app.patch("/control/settings", (request) => {
    const { templateReview, ...order } = settingsSchema.parse(request.body);
    Object.assign(simulator.settings.templateReview, templateReview ?? {});
    const known = Object.entries(order).filter(([, value]) => value !== undefined);
    Object.assign(simulator.settings, Object.fromEntries(known));
    simulator.changes.notify();
    return simulator.settings;
  });
  app.post("/control/handshake", () =>
    verifyWebhook(simulator.settings.webhookUrl ?? "", simulator.verifyToken),
  );
  app.post("/control/allowance", (request) => {
    const { phoneNumberId, month, used } = allowanceSchema.parse(request.body);
    store.serviceDelivered.set(`${requirePhoneNumber(store, phoneNumberId).id}|${month}`, used);
    return { phoneNumberId, month, used };
  });
  app.post("/control/webhooks", async (request) => {
    const body = requireBody(Buffer.from(JSON.stringify(request.body)));
    const field = asText(body.field) ?? "account_update";
    const isTaken = await simulator.webhooks.send({
      wabaId: asText(body.wabaId) ?? [...store.wabas.keys()][0] ?? "0",
      field,
      value: asObject(body.value) ?? {},
      time: Math.floor(clock.now() / 1000),
      lane: "control",
      subject: { webhook: "other", field },
    });
    return { isTaken };
  });
  app.get("/control/state", (request) => {
    const { phoneNumberId } = z.object({ phoneNumberId: z.string().optional() }).parse(request.query);
    return viewState(simulator, requirePhoneNumber(store, phoneNumberId).id);
  });
}

/** The `:id` of a control path. */
export function idOf(request: FastifyRequest): string {
  return z.object({ id: z.string() }).parse(request.params).id;
}
