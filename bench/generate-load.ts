import { atPace } from "./pace.ts";
import { composeWebhook, type WebhookPlan } from "./webhook.ts";
import { openWebhookSender } from "./webhook-sender.ts";

/** What the load generator is told; it runs in a process of its own, so that its work is not counted. */
export type LoadOrder = WebhookPlan & {
  url: string;
  path: string;
  appSecret: string;
  /** So many at once, each sending when its last one was answered; none: open loop, `perSecond` whatever happens. */
  clients?: number;
  perSecond?: number;
  count: number;
  /** Webhooks that went to this program before: ids and times go on from there. */
  from: number;
};

/** What it saw. */
export type LoadReport = {
  acknowledged: number;
  refused: number;
  seconds: number;
  medianMs: number;
  p99Ms: number;
};

const order = JSON.parse(process.env.BENCH_ORDER ?? "{}") as LoadOrder;
process.stdout.write(`${JSON.stringify(await generate(order))}\n`);

async function generate(order: LoadOrder): Promise<LoadReport> {
  const sender = openWebhookSender({ url: `${order.url}${order.path}`, appSecret: order.appSecret });
  const times: number[] = [];
  let refused = 0;
  const send = async (number: number, since: number) => {
    const status = await sender.post(composeWebhook(order, order.from + number));
    times.push(performance.now() - since);
    refused += status === 200 ? 0 : 1;
  };
  const startedAt = performance.now();
  await (order.perSecond === undefined ? inTurn(order, send) : openLoop(order.perSecond, order, send));
  sender.close();
  const seconds = (performance.now() - startedAt) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 10) / 10;
  return { acknowledged: times.length - refused, refused, seconds, medianMs: at(0.5), p99Ms: at(0.99) };
}

type Send = (number: number, since: number) => Promise<void>;

async function inTurn({ clients = 1, count }: LoadOrder, send: Send): Promise<void> {
  let next = 0;
  const client = async () => {
    while (next < count) {
      const number = next;
      next += 1;
      await send(number, performance.now());
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
}

async function openLoop(perSecond: number, { count }: LoadOrder, send: Send): Promise<void> {
  const { signal } = new AbortController();
  await atPace({ perSecond, count, signal }, send);
}
