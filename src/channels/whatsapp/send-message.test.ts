import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type ChannelAccount, nobody, type OutboundMessage, type SendOutcome } from "#channels/channel.ts";
import { createWhatsAppAdapter } from "./adapter.ts";

const account: ChannelAccount = {
  workspaceId: "0195c0de-0000-7000-8000-00000000000a",
  id: "0195c0de-0000-7000-8000-00000000000b",
  kind: "whatsapp",
  providerId: "106540352242922",
  config: { phoneNumberId: "106540352242922", wabaId: "102290129340398" },
  secrets: { accessToken: "token-1", appSecrets: ["secret"], verifyToken: "verify" },
};
const message: OutboundMessage = {
  attemptId: "0195c0de-0000-7000-8000-000000000001",
  kind: "text",
  destination: { kind: "to", value: "+34600900001", name: null },
  text: "Hola",
  subject: null,
  template: null,
  carried: {},
  files: [],
  answers: null,
  references: [],
  automatic: false,
  providerId: null,
};

const open: { close(): unknown }[] = [];

afterEach(() => {
  for (const server of open.splice(0)) {
    server.close();
  }
});

async function listen(server: Server | ReturnType<typeof createTcpServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push(server);
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}

function send(graphUrl: string, signal = AbortSignal.timeout(5_000)): Promise<SendOutcome> {
  return createWhatsAppAdapter({ graphUrl, graphVersion: "v24.0" }).send(account, message, signal);
}

async function sendTo(listener: RequestListener): Promise<SendOutcome> {
  return send(await listen(createServer(listener)));
}

function answer(status: number, body: unknown, headers: Record<string, string> = {}): RequestListener {
  return (request, response) => {
    request.resume().on("end", () => {
      response.writeHead(status, { "content-type": "application/json", ...headers });
      response.end(typeof body === "string" ? body : JSON.stringify(body));
    });
  };
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) {
    chunks.push(chunk);
  }
  return JSON.parse(Buffer.concat(chunks).toString());
}

function metaError(code: number, details = "why") {
  return { error: { message: `(#${code})`, type: "OAuthException", code, error_data: { details } } };
}

describe("a call that Meta accepted", () => {
  it("is accepted, not delivered; it brings the canonical ids of the person (N10)", async () => {
    const outcome = await sendTo(
      answer(200, {
        contacts: [{ input: "+5215500000001", wa_id: "5215500000001", user_id: "MX.1" }],
        messages: [{ id: "wamid.OUT1", message_status: "accepted" }],
      }),
    );
    expect(outcome).toEqual({
      kind: "accepted",
      providerId: "wamid.OUT1",
      held: false,
      recipient: { ...nobody, waId: "5215500000001", bsuid: "MX.1" },
    });
  });

  it.each(["held_for_quality_assessment", "paused"])("is held when Meta says %s", async (state) => {
    const outcome = await sendTo(
      answer(200, { contacts: [{ wa_id: "" }], messages: [{ id: "wamid.OUT1", message_status: state }] }),
    );
    expect(outcome).toMatchObject({ kind: "accepted", held: true, recipient: { waId: null } });
  });

  it("goes to the number's own path, with the token and our attempt id", async () => {
    const seen: unknown[] = [];
    await sendTo((request, response) => {
      void bodyOf(request).then((body) => {
        seen.push(request.method, request.url, request.headers.authorization, body);
        response.end(JSON.stringify({ messages: [{ id: "wamid.OUT1" }] }));
      });
    });
    expect(seen).toMatchObject([
      "POST",
      "/v24.0/106540352242922/messages",
      "Bearer token-1",
      { to: "+34600900001", biz_opaque_callback_data: message.attemptId },
    ]);
  });
});

describe("a call that surely sent nothing is refused", () => {
  it.each([
    [400, 131056, "pair-limit", true, null],
    [429, 130429, "throughput", true, null],
    [500, 131000, "provider-down", true, null],
    [503, 2, "provider-down", true, null],
    [500, 131057, "maintenance", true, 90_000],
    [401, 190, "token", false, null],
    [400, 131047, "window", false, null],
    [400, 132015, "template-paused", false, null],
    [418, 777, "unknown", false, null],
    [200, 100, "invalid", false, null],
  ])("HTTP %i with Meta's code %i is %s", async (status, code, reason, retryable, retryAfterMs) => {
    expect(await sendTo(answer(status, metaError(code)))).toEqual({
      kind: "refused",
      failure: { reason, code: String(code), detail: "why" },
      retryable,
      retryAfterMs,
    });
  });

  it("the longest of the waits that Meta names counts", async () => {
    const usage = JSON.stringify({ "1": [{ type: "whatsapp", estimated_time_to_regain_access: 3 }] });
    const headers = { "retry-after": "7", "x-business-use-case-usage": usage };
    expect(await sendTo(answer(400, metaError(4), headers))).toMatchObject({ retryAfterMs: 180_000 });
    expect(await sendTo(answer(429, metaError(130429), { "retry-after": "7" }))).toMatchObject({
      retryAfterMs: 7_000,
    });
    expect(
      await sendTo(
        answer(429, metaError(130429), { "retry-after": "soon", "x-business-use-case-usage": "{" }),
      ),
    ).toMatchObject({ retryAfterMs: null });
  });

  it("a refused connection may be tried again (F11)", async () => {
    const server = createServer();
    const url = await listen(server);
    await new Promise((resolve) => server.close(resolve));
    expect(await send(url)).toMatchObject({
      kind: "refused",
      failure: { reason: "connection" },
      retryable: true,
    });
  });

  it("so may a name that nobody knows", async () => {
    expect(await send("http://graph.invalid")).toMatchObject({ kind: "refused", retryable: true });
  });

  it("a channel without usable connection data sends nothing", async () => {
    const adapter = createWhatsAppAdapter({ graphUrl: "http://127.0.0.1:1", graphVersion: "v24.0" });
    const broken = { ...account, secrets: { accessToken: "" } };
    expect(await adapter.send(broken, message, AbortSignal.timeout(1_000))).toMatchObject({
      kind: "refused",
      failure: { reason: "token" },
    });
  });

  it("a message that WhatsApp can't carry never leaves", async () => {
    const adapter = createWhatsAppAdapter({ graphUrl: "http://127.0.0.1:1", graphVersion: "v24.0" });
    expect(
      await adapter.send(account, { ...message, kind: "email" }, AbortSignal.timeout(1_000)),
    ).toMatchObject({
      kind: "refused",
      failure: { reason: "invalid" },
      retryable: false,
    });
  });
});

describe("a call that may have arrived is unknown (F6, F8, F11, P4)", () => {
  it.each([
    ["a 500 without Meta's error body", answer(500, "<html>oops</html>")],
    ["a 502 of some proxy", answer(502, "")],
    ["a 503 with other JSON", answer(503, { message: "down" })],
    ["a 400 that is not Meta's", answer(400, "bad request")],
    ["a redirect", answer(302, "", { location: "http://127.0.0.1:1/" })],
    ["a 200 without an id", answer(200, { messages: [] })],
    ["a 200 that is no JSON", answer(200, "ok")],
    ["an error without code and words", answer(500, { error: {} })],
    ["a gateway's own error", answer(504, { error: { message: "upstream timed out" } })],
    [
      "a connection cut after the request",
      (request) => {
        request.resume().on("end", () => request.socket.destroy());
      },
    ],
    [
      "an answer cut in the middle",
      (request, response) => {
        request.resume().on("end", () => {
          response.writeHead(200, { "content-length": "1000" });
          response.write('{"messages":[');
          setImmediate(() => request.socket.destroy());
        });
      },
    ],
  ] satisfies [string, RequestListener][])("%s", async (_, listener) => {
    expect(await sendTo(listener)).toMatchObject({ kind: "unknown" });
  });

  it("a connection that is taken and dropped before a byte was read", async () => {
    expect(await send(await listen(createTcpServer((socket) => socket.destroy())))).toMatchObject({
      kind: "unknown",
    });
  });

  it("an answer that does not come in time", async () => {
    const controller = new AbortController();
    const server = createServer((request) => {
      request.resume().on("end", () => controller.abort());
    });
    const outcome = await send(await listen(server), controller.signal);
    server.closeAllConnections();
    expect(outcome).toMatchObject({ kind: "unknown" });
  });
});
