import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { json } from "node:stream/consumers";

/**
 * G9: a provider that accepts every message after 150 ms and remembers what it was called with; `GET /count` and `GET /calls` tell. Nothing of
 * what the simulator of the provider does is done here: its own work must not be what is measured.
 */
const latencyMs = 150;

/** One call: the number that it was for, the text, and when it arrived, in ms of this process. */
export type Call = { number: string; text: string; at: number };

const calls: Call[] = [];

const server = createServer((request, response) => {
  take(request, response).catch(() => response.destroy());
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  process.stdout.write(`The bare provider answers at http://127.0.0.1:${port}\n`);
});
process.once("SIGTERM", () => process.exit(0));

async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const at = performance.now();
  if (request.method === "GET") {
    const answer = request.url === "/calls" ? calls : calls.length;
    response.setHeader("content-type", "application/json").end(JSON.stringify(answer));
    return;
  }
  const { to, text } = (await json(request)) as { to?: string; text?: { body?: string } };
  // The path is /<version>/<number>/messages.
  calls.push({ number: request.url?.split("/")[2] ?? "", text: text?.body ?? "", at });
  const answer = { contacts: [{ input: to, wa_id: to }], messages: [{ id: `wamid.${calls.length}` }] };
  setTimeout(
    () => response.setHeader("content-type", "application/json").end(JSON.stringify(answer)),
    latencyMs,
  );
}
