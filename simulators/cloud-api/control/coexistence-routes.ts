import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { callBusiness } from "../customers/call-business.ts";
import { changeIdentity, changeUserId } from "../customers/change-customer.ts";
import { echoMessage } from "../customers/echo-message.ts";
import { exampleKinds } from "../customers/example-messages.ts";
import { appStateSchema, historySchema, sendAppState, sendHistory } from "../customers/import-history.ts";
import { requireBody } from "../graph/graph-request.ts";
import { asText } from "../json.ts";
import type { Simulator } from "../simulator.ts";
import { sendExample } from "./control-commands.ts";
import { ControlError, requireCustomer, requirePhoneNumber } from "./control-error.ts";
import { idOf } from "./control-routes.ts";
import { viewCustomer } from "./state-view.ts";

const numberSchema = z.strictObject({ phoneNumberId: z.string().optional() });

/** Mounts examples of every kind, calls, changes of ids, and what the phone app of a shared number does (§4.3, §4.8). */
export function mountCoexistence(app: FastifyInstance, simulator: Simulator): void {
  const { store } = simulator;
  app.get("/control/examples", () => exampleKinds);
  app.post("/control/customers/:id/examples/:kind", (request, reply) => {
    const { kind } = z.object({ kind: z.string() }).parse(request.params);
    const { phoneNumberId } = numberSchema.parse(request.body ?? {});
    const customer = requireCustomer(store, idOf(request));
    const phoneNumber = requirePhoneNumber(store, phoneNumberId);
    return reply.code(201).send({ id: sendExample(simulator, { customer, phoneNumber, kind }).id });
  });
  app.post("/control/customers/:id/call", (request, reply) => {
    const { phoneNumberId } = numberSchema.parse(request.body ?? {});
    callBusiness(simulator, requireCustomer(store, idOf(request)), requirePhoneNumber(store, phoneNumberId));
    return reply.code(204).send();
  });
  app.post("/control/customers/:id/user-id", (request) => {
    const customer = requireCustomer(store, idOf(request));
    changeUserId(simulator, customer);
    return viewCustomer(customer);
  });
  app.post("/control/customers/:id/identity", (request) => {
    const customer = requireCustomer(store, idOf(request));
    changeIdentity(simulator, customer);
    return { ...viewCustomer(customer), identityHash: customer.identityHash };
  });
  app.post("/control/customers/:id/echoes", (request, reply) => {
    const body = requireBody(Buffer.from(JSON.stringify(request.body ?? null)));
    const { phoneNumberId, sentAt, ...message } = body;
    const at = asText(sentAt) === null ? simulator.clock.now() : Date.parse(String(sentAt));
    if (Number.isNaN(at)) {
      throw new ControlError(400, "sentAt must be an ISO date");
    }
    const echo = echoMessage(simulator, {
      customer: requireCustomer(store, idOf(request)),
      phoneNumber: requirePhoneNumber(store, asText(phoneNumberId) ?? undefined),
      message,
      sentAt: at,
    });
    return reply.code(201).send({ id: echo.id });
  });
  app.post("/control/history", (request, reply) => {
    const order = historySchema.parse(request.body ?? {});
    sendHistory(simulator, requirePhoneNumber(store, order.phoneNumberId), order);
    return reply.code(204).send();
  });
  app.post("/control/app-state", (request, reply) => {
    const order = appStateSchema.parse(request.body);
    sendAppState(simulator, requirePhoneNumber(store, order.phoneNumberId), order);
    return reply.code(204).send();
  });
}
