import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { writeLine } from "../billing/bill.ts";
import { pricedCategories } from "../billing/rate-cards.ts";
import { sumBill } from "../billing/sum-bill.ts";
import type { Simulator } from "../simulator.ts";
import { localDate } from "../statuses/pricing.ts";
import { getRecord } from "../store.ts";
import { requirePhoneNumber } from "./control-error.ts";

const querySchema = z.strictObject({
  month: z
    .string()
    .regex(/^\d{4}-\d{2}$/)
    .optional(),
  phoneNumberId: z.string().optional(),
  wabaId: z.string().optional(),
});
/** Something that another program sent from one of the numbers. */
export const foreignLineSchema = z.strictObject({
  phoneNumberId: z.string().optional(),
  at: z.iso.datetime({ offset: true }).optional(),
  country: z.string().regex(/^[A-Z]{2}$/),
  category: z.enum(pricedCategories),
  type: z.enum(["regular", "free_customer_service", "free_entry_point"]).default("regular"),
  volume: z.number().int().min(1).default(1),
});
const price = z.union([
  z.number().int().min(0),
  z.array(z.strictObject({ above: z.number().int().min(0), rate: z.number().int().min(0) })).min(1),
]);
/** A card of our own: prices in millionths, or steps of them by the volume of the month. */
export const rateCardSchema = z.strictObject({
  currency: z.string().regex(/^[A-Z]{3}$/),
  from: z.iso.date(),
  markets: z.record(z.string(), z.partialRecord(z.enum(pricedCategories), price)),
});

/** Mounts what is known of the bill: the bill itself, lines from elsewhere, cards of other currencies and times. */
export function mountBill(app: FastifyInstance, simulator: Simulator): void {
  const { store } = simulator;
  app.get("/control/bill", (request) => sumBill(store, querySchema.parse(request.query)));
  app.post("/control/bill", (request, reply) => {
    const line = addForeignLine(simulator, foreignLineSchema.parse(request.body));
    return reply.code(201).send(line);
  });
  app.get("/control/rate-cards", () => store.rateCards);
  app.post("/control/rate-cards", (request, reply) => {
    const card = rateCardSchema.parse(request.body);
    store.rateCards.push(card);
    simulator.changes.notify();
    return reply.code(201).send(card);
  });
}

/** Bills something that another program sent from a number: it uses up the free allowance too. */
export function addForeignLine(simulator: Simulator, order: z.output<typeof foreignLineSchema>) {
  const { store, clock } = simulator;
  const phoneNumber = requirePhoneNumber(store, order.phoneNumberId);
  const reachedAt = order.at === undefined ? clock.now() : Date.parse(order.at);
  const date = localDate(reachedAt, getRecord(store.wabas, phoneNumber.wabaId).timeZone);
  if (order.category === "service" && order.type !== "free_entry_point") {
    const month = `${phoneNumber.id}|${date.slice(0, 7)}`;
    store.serviceDelivered.set(month, (store.serviceDelivered.get(month) ?? 0) + order.volume);
  }
  simulator.changes.notify();
  return writeLine(simulator, {
    messageId: null,
    phoneNumberId: phoneNumber.id,
    reachedAt,
    date,
    country: order.country,
    category: order.category,
    type: order.type,
    model: "PMP",
    volume: order.volume,
    digits: null,
    bsuid: "",
  });
}
