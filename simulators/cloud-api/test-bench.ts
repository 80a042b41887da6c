import type { IncomingMessage, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { onTestFinished } from "vitest";
import type { Clock } from "../clock.ts";
import { createClock } from "../clock.ts";
import type { CloudApi } from "./handle.ts";
import type { JsonObject } from "./json.ts";
import { asObject, asObjects, parseObject } from "./json.ts";
import type { CloudApiOptions, TemplateSeed } from "./options.ts";
import { startCloudApi } from "./start-cloud-api.ts";

/** A webhook as the business of a test received it. */
export type Received = { signature: string; raw: string; body: JsonObject; userAgent: string };

/** A business that only listens: keeps every webhook and answers what it is told to. */
export type Bench = {
  api: CloudApi;
  clock: Clock;
  received: Received[];
  /** Statuses to answer next; then 200. */
  answers: number[];
  /** Keeps the next webhook waiting for its answer. */
  holdNext(): { arrived: Promise<void>; answer: () => void };
  statuses(): JsonObject[];
  messages(): JsonObject[];
  post(
    path: string,
    body: unknown,
    headers?: Record<string, string>,
  ): Promise<{ status: number; body: JsonObject }>;
  get(path: string, headers?: Record<string, string>): Promise<{ status: number; body: JsonObject }>;
  send(body: JsonObject): Promise<{ status: number; body: JsonObject }>;
  control(method: string, path: string, body?: unknown): Promise<{ status: number; body: JsonObject }>;
};

export const phoneId = "106540352242922";
export const secondPhoneId = "106540352242933";
export const wabaId = "102290129340398";
export const maria = "34600900001";

/** Templates of the tests, as Meta writes them. */
export const benchTemplates: readonly TemplateSeed[] = [
  {
    name: "pedido_listo",
    language: "es",
    category: "UTILITY",
    components: [
      { type: "BODY", text: "Hola {{1}}, tu pedido {{2}} está listo." },
      {
        type: "BUTTONS",
        buttons: [
          { type: "QUICK_REPLY", text: "Gracias" },
          { type: "URL", text: "Ver", url: "https://example.com/{{1}}" },
        ],
      },
    ],
  },
  {
    name: "oferta",
    language: "es",
    category: "MARKETING",
    components: [{ type: "BODY", text: "Vuelve pronto." }],
  },
  {
    name: "pausada",
    language: "es",
    category: "UTILITY",
    status: "PAUSED",
    components: [{ type: "BODY", text: "x" }],
  },
  {
    name: "con_nombre",
    language: "en_US",
    category: "UTILITY",
    parameterFormat: "NAMED",
    components: [
      { type: "HEADER", format: "IMAGE" },
      { type: "BODY", text: "Hello {{first_name}}!" },
    ],
  },
  {
    name: "nueva",
    language: "es",
    category: "UTILITY",
    status: "PENDING",
    components: [{ type: "BODY", text: "x" }],
  },
];

/** Starts the simulator and a listening business; both end with the test. */
export async function startBench(options: Partial<CloudApiOptions> & { at?: string } = {}): Promise<Bench> {
  const { at, ...rest } = options;
  const clock = createClock(at === undefined ? {} : { startAt: at });
  const received: Received[] = [];
  const answers: number[] = [];
  let hold: { arrive: () => void; answered: Promise<void> } | null = null;
  const business = createServer((request, response) => void listen(request, response));
  const listen = async (request: IncomingMessage, response: ServerResponse) => {
    const address = new URL(request.url ?? "/", "http://localhost");
    if (request.method === "GET") {
      const isKnown = address.searchParams.get("hub.verify_token") === "verify";
      response.writeHead(isKnown ? 200 : 403).end(isKnown ? address.searchParams.get("hub.challenge") : "");
      return;
    }
    const raw = await text(request);
    received.push({
      raw,
      body: parseObject(raw) ?? {},
      signature: String(request.headers["x-hub-signature-256"]),
      userAgent: String(request.headers["user-agent"]),
    });
    const held = hold;
    hold = null;
    held?.arrive();
    await held?.answered;
    response.writeHead(answers.shift() ?? 200).end();
  };
  await new Promise<void>((resolve) => business.listen(0, "127.0.0.1", resolve));
  const api = await startCloudApi({
    clock,
    accessToken: "token",
    appSecret: "secret",
    verifyToken: "verify",
    statusDelaysMs: { sent: 0, delivered: 0, read: null },
    retryScheduleMs: [1, 1],
    webhookUrl: `http://127.0.0.1:${portOf(business.address())}/webhook`,
    wabas: [
      {
        id: wabaId,
        name: "Hotel",
        timeZone: "Europe/Madrid",
        phoneNumbers: [
          { id: phoneId, displayPhoneNumber: "+34 600 900 900", verifiedName: "Hotel" },
          { id: secondPhoneId, displayPhoneNumber: "+34 600 900 901", verifiedName: "Hotel, eventos" },
        ],
        templates: benchTemplates,
      },
    ],
    ...rest,
  });
  onTestFinished(async () => {
    await api.close();
    business.closeAllConnections();
    await new Promise((resolve) => business.close(resolve));
  });
  const values = () =>
    received.flatMap(({ body }) =>
      asObjects(body.entry).flatMap((entry) =>
        asObjects(entry.changes).map((change) => asObject(change.value) ?? {}),
      ),
    );
  const call = async (method: string, path: string, body: unknown, headers: Record<string, string>) => {
    const response = await fetch(`${api.url}${path}`, {
      method,
      headers: body === undefined ? headers : { "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer = await response.text();
    return {
      status: response.status,
      body: parseObject(answer) ?? { list: parseObject(`{"x":${answer || "null"}}`)?.x },
    };
  };
  const token = { authorization: "Bearer token" };
  return {
    api,
    clock,
    received,
    answers,
    holdNext() {
      const arrival = Promise.withResolvers<void>();
      const answer = Promise.withResolvers<void>();
      hold = { arrive: arrival.resolve, answered: answer.promise };
      return { arrived: arrival.promise, answer: answer.resolve };
    },
    statuses: () => values().flatMap((value) => asObjects(value.statuses)),
    messages: () => values().flatMap((value) => asObjects(value.messages)),
    post: (path, body, headers = token) => call("POST", path, body, headers),
    get: (path, headers = token) => call("GET", path, undefined, headers),
    send: (body) =>
      call(
        "POST",
        `/v24.0/${phoneId}/messages`,
        { messaging_product: "whatsapp", to: `+${maria}`, ...body },
        token,
      ),
    control: (method, path, body) => call(method, `/control${path}`, body, {}),
  };
}

function portOf(address: AddressInfo | string | null): number {
  return typeof address === "object" && address ? address.port : 0;
}
