import type { FastifyInstance } from "fastify";
import { z } from "zod";
import {
  changeCustomer,
  changeNumber,
  changePreference,
  customerChangeSchema,
} from "../customers/change-customer.ts";
import { requireBody } from "../graph/graph-request.ts";
import { findMedia, storeMedia } from "../media/media-store.ts";
import { sendBytes } from "../media/send-bytes.ts";
import { wrapVoice } from "../media/wrap-voice.ts";
import type { Simulator } from "../simulator.ts";
import {
  createCustomer,
  customerSchema,
  openThread,
  playMessage,
  writeAsCustomer,
} from "./control-commands.ts";
import { ControlError, requireCustomer, requirePhoneNumber } from "./control-error.ts";
import { idOf } from "./control-routes.ts";
import { viewCustomer } from "./state-view.ts";
import { viewThread } from "./thread-view.ts";

const threadSchema = z.strictObject({ phoneNumberId: z.string().optional() });
const fileLimit = 100 * 1_024 * 1_024;
/** What the page may show as a picture, sound or film; anything else is offered as a download. */
const shownInline = /^(image\/(png|jpeg|webp|gif)|audio\/|video\/)/;

/** Mounts what customers do: the phone page's own calls and those of tests. */
export function mountCustomers(app: FastifyInstance, simulator: Simulator): void {
  const { store } = simulator;
  app.get("/control/customers", () => [...store.customers.values()].map(viewCustomer));
  app.post("/control/customers", (request, reply) => {
    const customer = createCustomer(simulator, customerSchema.parse(request.body));
    return reply.code(201).send(viewCustomer(customer));
  });
  app.patch("/control/customers/:id", (request) => {
    const customer = requireCustomer(store, idOf(request));
    changeCustomer(simulator, customer, customerChangeSchema.parse(request.body));
    return viewCustomer(customer);
  });
  app.post("/control/customers/:id/messages", { bodyLimit: fileLimit * 2 }, (request, reply) => {
    const body = requireBody(Buffer.from(JSON.stringify(request.body ?? null)));
    const message = writeAsCustomer(simulator, idOf(request), body);
    return reply.code(201).send({ id: message.id });
  });
  app.post("/control/customers/:id/read", (request, reply) => {
    const customer = requireCustomer(store, idOf(request));
    const { phoneNumberId } = threadSchema.parse(request.body ?? {});
    // The webhooks that follow are not waited for.
    const done = openThread(simulator, customer, requirePhoneNumber(store, phoneNumberId).id);
    simulator.scheduler.track(done);
    return reply.code(204).send();
  });
  app.post("/control/customers/:id/played", async (request, reply) => {
    const { messageId } = z.strictObject({ messageId: z.string() }).parse(request.body);
    requireCustomer(store, idOf(request));
    await playMessage(simulator, messageId);
    return reply.code(204).send();
  });
  app.post("/control/customers/:id/number", (request) => {
    const { waId } = z.strictObject({ waId: z.string().regex(/^\d{5,20}$/) }).parse(request.body);
    const customer = requireCustomer(store, idOf(request));
    changeNumber(simulator, customer, waId);
    return viewCustomer(customer);
  });
  app.post("/control/customers/:id/preferences", (request, reply) => {
    const { value, phoneNumberId } = z
      .strictObject({ value: z.enum(["stop", "resume", "signup"]), phoneNumberId: z.string().optional() })
      .parse(request.body);
    const phoneNumber = requirePhoneNumber(store, phoneNumberId);
    changePreference(simulator, requireCustomer(store, idOf(request)), phoneNumber, value);
    return reply.code(204).send();
  });
  app.get("/control/customers/:id/thread", (request) => {
    const { phoneNumberId } = threadSchema.parse(request.query);
    const phoneNumber = requirePhoneNumber(store, phoneNumberId);
    return viewThread(simulator, requireCustomer(store, idOf(request)).key, phoneNumber.id);
  });

  app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: fileLimit }, (_request, body, done) =>
      done(null, body),
    );
    scope.post("/control/media", { bodyLimit: fileLimit }, (request, reply) => {
      const { filename } = z.object({ filename: z.string().max(240).optional() }).parse(request.query);
      const bytes = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const mimeType = request.headers["content-type"] ?? "application/octet-stream";
      // A browser records WebM; a phone sends Ogg.
      const voice = mimeType.startsWith("audio/webm") ? wrapVoice(bytes) : null;
      const media = storeMedia(simulator, {
        bytes: voice ?? bytes,
        mimeType: voice ? "audio/ogg; codecs=opus" : mimeType,
        filename: filename ?? null,
        phoneNumberId: null,
        isInbound: true,
      });
      return reply.code(201).send({ id: media.id });
    });
  });
  app.get("/control/media/:id", (request, reply) => {
    const media = findMedia(simulator, idOf(request));
    if (!media) {
      throw new ControlError(404, "No such file, or it is past its days");
    }
    const disposition = shownInline.test(media.mimeType) ? "inline" : "attachment";
    reply.header("content-disposition", disposition).header("x-content-type-options", "nosniff");
    return sendBytes(request, reply, media);
  });
}
