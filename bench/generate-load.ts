import { createHmac } from "node:crypto";
import { Agent, request } from "node:http";

/** What the load generator is told; it runs in a process of its own, so that its work is not counted. */
export type LoadOrder = {
  url: string;
  path: string;
  appSecret: string;
  phoneNumberId: string;
  clients: number;
  customers: number;
  count: number;
  /** Webhooks that went to this program before: ids and times go on from there. */
  from: number;
  /** Unix seconds of the first message; each customer's next one is a second later, so that it moves the window. */
  firstSentAt: number;
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
  const agent = new Agent({ keepAlive: true, maxSockets: order.clients });
  const times: number[] = [];
  let next = 0;
  let refused = 0;
  const startedAt = performance.now();
  const client = async () => {
    while (next < order.count) {
      const index = order.from + next;
      next += 1;
      const sentAt = performance.now();
      const status = await send(agent, order, index);
      times.push(performance.now() - sentAt);
      refused += status === 200 ? 0 : 1;
    }
  };
  await Promise.all(Array.from({ length: order.clients }, client));
  agent.destroy();
  const seconds = (performance.now() - startedAt) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => Math.round((times[Math.floor(times.length * share)] ?? 0) * 10) / 10;
  return { acknowledged: times.length - refused, refused, seconds, medianMs: at(0.5), p99Ms: at(0.99) };
}

function send(agent: Agent, order: LoadOrder, index: number): Promise<number> {
  const body = webhook(order, index);
  const signature = createHmac("sha256", order.appSecret).update(body).digest("hex");
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${order.url}${order.path}`,
      {
        method: "POST",
        agent,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(body),
          "x-hub-signature-256": `sha256=${signature}`,
        },
      },
      (response) => {
        response.resume();
        response.once("end", () => resolve(response.statusCode ?? 0));
      },
    );
    outgoing.once("error", reject);
    outgoing.end(body);
  });
}

/** One text message of one of the customers, as Meta sends it: non-ASCII escaped before it is signed. */
function webhook(order: LoadOrder, index: number): string {
  const customer = index % order.customers;
  const waId = `34600${String(900_000 + customer)}`;
  const bsuid = `ES.${String(9_000_000_000 + customer)}`;
  const json = JSON.stringify({
    object: "whatsapp_business_account",
    entry: [
      {
        id: "201600900900001",
        changes: [
          {
            field: "messages",
            value: {
              messaging_product: "whatsapp",
              metadata: { display_phone_number: "34600900900", phone_number_id: order.phoneNumberId },
              contacts: [{ profile: { name: `Cliente ${customer}` }, wa_id: waId, user_id: bsuid }],
              messages: [
                {
                  from: waId,
                  from_user_id: bsuid,
                  id: `wamid.HBgLMzQ2MDA5MDA5MDAVAgASGBQzQTAw${String(index).padStart(8, "0")}`,
                  timestamp: String(order.firstSentAt + Math.floor(index / order.customers)),
                  type: "text",
                  text: {
                    body: `¿Hay sitio en el parking para el día ${index % 28}? Llegaríamos por la tarde.`,
                  },
                },
              ],
            },
          },
        ],
      },
    ],
  });
  return json.replaceAll(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
