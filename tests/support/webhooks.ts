import { createHmac } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { hotel } from "../../scripts/demo/hotel.ts";
import { eventually } from "./eventually.ts";

/** A customer's text as Meta tells it. */
export type WebhookText = { id: string; waId: string; text: string; name?: string; phoneNumberId?: string };

/** A webhook body with these texts. */
export function webhookOf(texts: readonly WebhookText[], more: object = {}): Buffer {
  const timestamp = String(Math.floor(Date.now() / 1000));
  const changes = texts.map(({ id, waId, text, name = `Huésped ${waId}`, phoneNumberId }) => ({
    field: "messages",
    value: {
      messaging_product: "whatsapp",
      metadata: {
        display_phone_number: "34600900900",
        phone_number_id: phoneNumberId ?? hotel.phoneNumberId,
      },
      contacts: [{ profile: { name }, wa_id: waId }],
      messages: [{ from: waId, id, timestamp, type: "text", text: { body: text } }],
    },
  }));
  const body = { object: "whatsapp_business_account", entry: [{ id: hotel.wabaId, changes }], ...more };
  return Buffer.from(JSON.stringify(body));
}

/** Signs a body as Meta does. */
export function signatureOf(body: Uint8Array, secret: string = hotel.appSecret): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** Hands a signed webhook over; null: no answer, as when the server dies. Nobody waits longer than `patienceMs`. */
export async function postWebhook(
  url: string,
  body: Buffer,
  { signature = signatureOf(body), patienceMs = 10_000 } = {},
): Promise<number | null> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", "x-hub-signature-256": signature },
      body,
      signal: AbortSignal.timeout(patienceMs),
    });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return null;
  }
}

/** Webhooks without end from several clients at once; what is not acknowledged comes again, as Meta does. */
export type Load = {
  /** Ids of messages whose webhook got 200. */
  acknowledged: ReadonlySet<string>;
  /** How often each answer came; "none": the connection broke, or nobody answered in time. */
  answers: ReadonlyMap<string, number>;
  /** Resolves after so many more were acknowledged. */
  more(count: number, withinMs?: number): Promise<void>;
  /** No new messages; resolves when every one that was begun is acknowledged. */
  finish(): Promise<void>;
};

export type LoadOptions = {
  clients: number;
  /** Where each webhook goes, to all at the same moment; asked every time, because a server may start elsewhere. */
  urls(number: number): string[];
  textOf(number: number): WebhookText;
  /** More fields of the body, to make it big. */
  more?: object;
  /** How long a sender waits for an answer. */
  patienceMs?: number;
};

/** Starts the load. */
export function startLoad({ clients, urls, textOf, more = {}, patienceMs = 5_000 }: LoadOptions): Load {
  const acknowledged = new Set<string>();
  const answers = new Map<string, number>();
  let begun = 0;
  let isFinishing = false;

  async function handOver(number: number): Promise<void> {
    const text = textOf(number);
    for (;;) {
      const body = webhookOf([text], more);
      const statuses = await Promise.all(urls(number).map((url) => postWebhook(url, body, { patienceMs })));
      for (const status of statuses) {
        const key = String(status ?? "none");
        answers.set(key, (answers.get(key) ?? 0) + 1);
      }
      if (statuses.includes(200)) {
        acknowledged.add(text.id);
        return;
      }
      await delay(250);
    }
  }

  async function runClient(): Promise<void> {
    while (!isFinishing) {
      begun += 1;
      await handOver(begun);
    }
  }

  const running = Array.from({ length: clients }, runClient);
  return {
    acknowledged,
    answers,
    async more(count, withinMs = 30_000) {
      const enough = acknowledged.size + count;
      await eventually(() => acknowledged.size >= enough, {
        withinMs,
        what: `${count} more webhooks got 200`,
      });
    },
    async finish() {
      isFinishing = true;
      await Promise.all(running);
    },
  };
}
