import { hotel } from "../scripts/demo/hotel.ts";
import { eventually } from "../tests/support/eventually.ts";
import { openStream } from "../tests/support/read-stream.ts";
import type { BenchRun } from "./bench-run.ts";
import type { Measured } from "./goals.ts";
import { atPace } from "./pace.ts";
import { quantile } from "./quantile.ts";
import { type HotelStand, withHotel } from "./stand-hotel.ts";
import { composeWebhook, providerIdOf } from "./webhook.ts";
import { openWebhookSender } from "./webhook-sender.ts";

const perSecond = 300;
const warmUp = 1_500;
const count = 7_500;
const customers = 500;

/** G6: from the sending of a webhook to the message's event on an agent's stream, open loop. */
export async function measureLive(run: BenchRun): Promise<Measured[]> {
  const times = await withHotel(run, (stand) => sendAndListen(stand, run.signal));
  return [
    { id: "G6 p50", value: quantile(times, 0.5) },
    { id: "G6 p99", value: quantile(times, 0.99) },
  ];
}

async function sendAndListen(stand: HotelStand, signal: AbortSignal): Promise<number[]> {
  const seenAt = await listen(stand);
  const sentAt = new Map<string, number>();
  const sender = openWebhookSender({ url: stand.webhookUrl, appSecret: hotel.appSecret });
  const firstSentAt = Math.floor(Date.now() / 1000) - 3_600;
  const plan = { phoneNumberId: hotel.phoneNumberId, customers, firstSentAt };
  await atPace({ perSecond, count, signal }, async (index) => {
    const body = composeWebhook(plan, index);
    sentAt.set(providerIdOf(index), performance.now());
    const status = await sender.post(body);
    if (status !== 200) {
      throw new Error(`Webhook ${index} was answered with ${status}`);
    }
  });
  sender.close();
  await eventually(() => seenAt.size === count, { what: "every message is on the stream" });
  const { rows } = await stand.owner.query<{ id: string; provider: string }>(
    "select id, provider_id as provider from messages where direction = 'in'",
  );
  const measured = new Set(
    Array.from({ length: count - warmUp }, (_, index) => providerIdOf(warmUp + index)),
  );
  return rows
    .filter(({ provider }) => measured.has(provider))
    .map(({ id, provider }) => (seenAt.get(id) ?? Number.NaN) - (sentAt.get(provider) ?? Number.NaN));
}

/** Follows the stream as an agent's screen does; answers when each message was heard of, as it grows. */
async function listen({ url, apiKey }: HotelStand): Promise<ReadonlyMap<string, number>> {
  const seenAt = new Map<string, number>();
  const stream = await openStream(`${url}/api/v1/events`, { authorization: `Bearer ${apiKey}` });
  const follow = async (): Promise<void> => {
    for (let frame = await stream.next(); frame !== null; frame = await stream.next()) {
      const event = frame.data as { kind?: string; direction?: string; messageId?: string };
      if (event.kind === "message.created" && event.direction === "in" && event.messageId !== undefined) {
        seenAt.set(event.messageId, performance.now());
      }
    }
  };
  // It ends with the server; whatever was not heard by then fails the count.
  follow().catch(() => undefined);
  return seenAt;
}
