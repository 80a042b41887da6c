import type { Clock } from "../../clock.ts";
import type { FaultPlan, FaultSubject } from "../faults.ts";
import type { DeliveryRecord } from "../model.ts";
import type { Scheduler } from "../scheduler.ts";
import type { Change } from "./webhook-body.ts";
import { signBody, writeWebhookBody } from "./webhook-body.ts";

/** An update on its way: what faults are compared with, and the lane in which it keeps its order. */
export type Update = Change & { subject: FaultSubject; lane: string };

export type WebhookSender = {
  /** Sends an update; true once the business answered 200, false when it was given up. */
  send(update: Update): Promise<boolean>;
};

/** What the sender needs; the address is asked for at every attempt, so that a restarted business is found. */
export type WebhookContext = {
  appSecret: string;
  retryScheduleMs: readonly number[];
  timeoutMs: number;
  clock: Clock;
  faults: FaultPlan;
  scheduler: Scheduler;
  /** The address of a number, else of its account, else of the app (§4.1). */
  urlOf: (wabaId: string, phoneNumberId: string | undefined) => string | null;
  record: (delivery: DeliveryRecord) => void;
};

type Waiting = { update: Update; resolve: (isTaken: boolean) => void };
type Parcel = {
  wabaId: string;
  subject: FaultSubject;
  body: string;
  signature: string;
  end: (taken: boolean) => void;
};

/** How long a reordered or batched update waits for company before it goes alone, real ms. */
const companyWaitMs = 400;

/**
 * Makes the sender: updates of one lane (number and customer) go one after the other, lanes side by side; a refused
 * one is repeated by the schedule without holding up the next; faults duplicate, swap, gather or delay them.
 */
export function createWebhookSender(context: WebhookContext): WebhookSender {
  const { faults, scheduler } = context;
  const lanes = new Map<string, Promise<void>>();
  const held = new Map<string, Waiting>();
  let batch: { size: number; items: Waiting[] } | null = null;

  const flushHeld = async (lane: string) => {
    const item = held.get(lane);
    held.delete(lane);
    await (item && release(context, [item]));
  };
  const flushBatch = async () => {
    const items = batch?.items ?? [];
    batch = null;
    await release(context, items);
  };
  const gather = async (item: Waiting, into: { size: number; items: Waiting[] }) => {
    into.items.push(item);
    await (into.items.length >= into.size ? flushBatch() : undefined);
  };
  /** Resolves when the first attempt is over, so that the lane goes on. */
  const dispatch = async (item: Waiting) => {
    const { subject, lane } = item.update;
    const order = batch ? null : faults.take("batch", subject);
    if (order) {
      const fresh = { size: order.size ?? 2, items: [] };
      batch = fresh;
      scheduler.schedule(order.delayMs ?? companyWaitMs, () => (batch === fresh ? flushBatch() : undefined));
    }
    if (batch) {
      return gather(item, batch);
    }
    const swap = held.has(lane) ? null : faults.take("reorder", subject);
    if (swap) {
      held.set(lane, item);
      scheduler.schedule(swap.delayMs ?? companyWaitMs, () =>
        held.get(lane) === item ? flushHeld(lane) : undefined,
      );
      return;
    }
    await release(context, [item]);
    await flushHeld(lane);
  };

  return {
    send(update) {
      const taken = new Promise<boolean>((resolve) => {
        const item = { update, resolve };
        const late = faults.take("late-webhook", update.subject);
        if (late) {
          scheduler.schedule(late.delayMs ?? 1_000, () => dispatch(item));
          return;
        }
        const turn = (lanes.get(update.lane) ?? Promise.resolve()).then(() => dispatch(item));
        lanes.set(update.lane, turn);
        scheduler.track(turn);
      });
      scheduler.track(taken);
      return taken;
    },
  };
}

/** Puts updates in one body and hands it over, several times at once when a fault says so. */
async function release(context: WebhookContext, items: readonly Waiting[]): Promise<void> {
  const first = items[0]?.update;
  if (!first) {
    return;
  }
  const body = writeWebhookBody(items.map((item) => item.update));
  const isForged = context.faults.take("bad-signature", first.subject) !== null;
  const parcel: Parcel = {
    wabaId: first.wabaId,
    subject: first.subject,
    body,
    signature: signBody(body, isForged ? `not ${context.appSecret}` : context.appSecret),
    end: (isTaken) => {
      for (const item of items) {
        item.resolve(isTaken);
      }
    },
  };
  const twice = context.faults.take("duplicate", first.subject);
  const copies = twice ? (twice.size ?? 2) : 1;
  await Promise.all(Array.from({ length: copies }, () => attempt(context, parcel, 1)));
}

async function attempt(context: WebhookContext, parcel: Parcel, number: number): Promise<void> {
  const url = context.urlOf(parcel.wabaId, parcel.subject.phoneNumberId);
  const status = url === null ? null : await post(context, url, parcel);
  const isLost = status === 200 && context.faults.take("lost-webhook-answer", parcel.subject) !== null;
  const isTaken = status === 200 && !isLost;
  const pauseMs = url === null ? undefined : context.retryScheduleMs[number - 1];
  const isGivenUp = !isTaken && pauseMs === undefined;
  const failure = status === null ? "unreachable" : "refused";
  context.record({
    at: new Date(context.clock.now()).toISOString(),
    url: url ?? "",
    attempt: number,
    status,
    outcome: isTaken ? "delivered" : isGivenUp ? "given-up" : failure,
    body: parcel.body,
  });
  if (isTaken || pauseMs === undefined) {
    parcel.end(isTaken);
    return;
  }
  context.scheduler.schedule(pauseMs, () => attempt(context, parcel, number + 1));
}

/** The HTTP status of the business, or null without an answer. */
async function post(context: WebhookContext, url: string, parcel: Parcel): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: "POST",
      body: parcel.body,
      redirect: "manual",
      signal: AbortSignal.timeout(context.timeoutMs),
      headers: {
        "content-type": "application/json",
        "user-agent": "facebookexternalua",
        "x-hub-signature-256": parcel.signature,
      },
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}
