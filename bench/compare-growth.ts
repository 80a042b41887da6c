import { hotel } from "../scripts/demo/hotel.ts";
import { searchedWords } from "../tests/support/seed-messages.ts";
import type { BenchRun } from "./bench-run.ts";
import { median } from "./quantile.ts";
import { inClosedLoop, type Page, readPage } from "./read-page.ts";
import type { HotelStand } from "./stand-hotel.ts";
import { composeWebhook } from "./webhook.ts";
import { openWebhookSender, type WebhookSender } from "./webhook-sender.ts";

const rounds = 5;
const clients = 3;
const customers = 500;

const actions = ["list", "open", "search", "ingest"] as const;
type Action = (typeof actions)[number];
/** How often each is done in a round; the first round of all is warm-up. */
const counts: Record<Action, number> = { list: 90, open: 90, search: 90, ingest: 300 };

/** G5: how much slower (p50) the slowest-growing of four actions is with much history than with little. */
export async function compareGrowth(
  { signal }: BenchRun,
  stands: { small: HotelStand; large: HotelStand },
): Promise<number> {
  const senders = { small: openSender(stands.small), large: openSender(stands.large) };
  const desks = {
    small: await prepare(stands.small, senders.small),
    large: await prepare(stands.large, senders.large),
  };
  const ratios: Record<Action, number[]> = { list: [], open: [], search: [], ingest: [] };
  for (let round = 0; round <= rounds; round += 1) {
    for (const action of actions) {
      signal.throwIfAborted();
      const names = round % 2 === 0 ? (["small", "large"] as const) : (["large", "small"] as const);
      const p50 = { small: 0, large: 0 };
      for (const name of names) {
        p50[name] = median(await inClosedLoop({ clients, count: counts[action] }, desks[name][action]));
      }
      if (round > 0) {
        ratios[action].push(p50.large / p50.small);
        process.stderr.write(`${action}: ${p50.small.toFixed(1)} → ${p50.large.toFixed(1)} ms\n`);
      }
    }
  }
  senders.small.close();
  senders.large.close();
  const grown = actions.map((action) => ({ action, ratio: Math.round(median(ratios[action]) * 100) / 100 }));
  console.log(`${grown.map(({ action, ratio }) => `${action}: × ${ratio}`).join("\n")}\n`);
  return Math.max(...grown.map(({ ratio }) => ratio));
}

function openSender({ webhookUrl }: HotelStand): WebhookSender {
  return openWebhookSender({ url: webhookUrl, appSecret: hotel.appSecret });
}

/** What is done at one hotel, each time to another thread, word or customer. */
async function prepare(
  stand: HotelStand,
  sender: WebhookSender,
): Promise<Record<Action, (index: number) => Promise<unknown>>> {
  const { apiKey } = stand;
  const api = `${stand.url}/api/v1`;
  const { items } = await readPage<Page>(`${api}/threads?status=open&limit=100`, apiKey);
  const words = Object.values(searchedWords);
  const plan = {
    phoneNumberId: hotel.phoneNumberId,
    customers,
    firstSentAt: Math.floor(Date.now() / 1_000) - 600,
  };
  let sent = 0;
  return {
    list: () => readPage(`${api}/threads?status=open`, apiKey),
    open(index) {
      const thread = `${api}/threads/${items[index % items.length]?.id ?? ""}`;
      return Promise.all([readPage<unknown>(thread, apiKey), readPage(`${thread}/messages`, apiKey)]);
    },
    async search(index) {
      const word = words[index % words.length] ?? "";
      const { messages } = await readPage<{ messages: unknown[] }>(`${api}/search?q=${word}`, apiKey);
      if (messages.length === 0) {
        throw new Error(`Nothing was found for ${word}: the numbers are void.`);
      }
    },
    async ingest() {
      sent += 1;
      const status = await sender.post(composeWebhook(plan, sent));
      if (status !== 200) {
        throw new Error(`A webhook was answered with ${status}`);
      }
    },
  };
}
