import { createHash } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { ChannelAccount, ChannelAdapter } from "#channels/channel.ts";
import { createWhatsAppAdapter } from "./adapter.ts";
import { mayReceiveToken } from "./fetch-media.ts";

const account: ChannelAccount = {
  workspaceId: "0195c0de-0000-7000-8000-00000000000a",
  id: "0195c0de-0000-7000-8000-00000000000b",
  kind: "whatsapp",
  providerId: "106",
  config: { phoneNumberId: "106", wabaId: "102" },
  secrets: { accessToken: "token-1", appSecrets: ["secret"], verifyToken: "verify" },
};

const { signal } = new AbortController();

type Route = (url: URL) => {
  status?: number;
  body?: unknown;
  bytes?: Uint8Array;
  headers?: Record<string, string>;
};

let server: Server;
let graphUrl: string;
let adapter: ChannelAdapter;
let routes: Map<string, Route>;
let asked: string[];

beforeEach(async () => {
  routes = new Map();
  asked = [];
  server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", graphUrl);
    asked.push(
      `${request.method} ${url.pathname} ${request.headers.authorization} ${request.headers["user-agent"]}`,
    );
    const found = routes.get(url.pathname)?.(url) ?? {
      status: 400,
      body: { error: { code: 100, message: "missing" } },
    };
    request.resume().on("end", () => {
      response.writeHead(found.status ?? 200, found.headers);
      response.end(found.bytes ?? JSON.stringify(found.body ?? {}));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  graphUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  adapter = createWhatsAppAdapter({ graphUrl, graphVersion: "v24.0" });
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

function onGet(path: string, route: Route): void {
  routes.set(`/v24.0/${path}`, route);
}

describe("templates", () => {
  const template = {
    id: "1",
    name: "ready",
    language: "es_ES",
    category: "UTILITY",
    status: "APPROVED",
    parameter_format: "NAMED",
    components: [{ type: "BODY", text: "Hola {{name}}" }],
  };

  it("are listed over all pages: the last one has no `next`", async () => {
    onGet("102/message_templates", (url) => {
      const after = url.searchParams.get("after");
      return after === null
        ? { body: { data: [template], paging: { cursors: { after: "C1" }, next: "https://x" } } }
        : {
            body: {
              data: [{ ...template, id: after, name: "second", parameter_format: undefined }],
              paging: { cursors: { after: "C2" } },
            },
          };
    });
    expect(await adapter.listTemplates(account)).toEqual([
      {
        providerId: "1",
        name: "ready",
        language: "es_ES",
        category: "utility",
        status: "approved",
        parameterFormat: "named",
        components: template.components,
        quality: null,
        rejectedReason: null,
        previousCategory: null,
        ttlSeconds: null,
      },
      expect.objectContaining({ providerId: "C1", name: "second", parameterFormat: "positional" }),
    ]);
  });

  it("a refusal is told with our reason", async () => {
    onGet("102/message_templates", () => ({
      status: 401,
      body: { error: { code: 190, message: "expired" } },
    }));
    await expect(adapter.listTemplates(account)).rejects.toMatchObject({
      failure: { reason: "token", code: "190" },
    });
  });

  it("an answer that is no list, or no template, takes none away", async () => {
    onGet("102/message_templates", () => ({ body: { id: "102" } }));
    await expect(adapter.listTemplates(account)).rejects.toThrow("no list");
    onGet("1", () => ({ body: { success: true } }));
    await expect(adapter.templates?.read(account, "1")).rejects.toThrow("no template");
  });

  it("pages that never end are given up", async () => {
    onGet("102/message_templates", () => ({
      body: { data: [], paging: { cursors: { after: "C" }, next: "x" } },
    }));
    await expect(adapter.listTemplates(account)).rejects.toThrow("pages");
  });
});

describe("media", () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const sha256 = createHash("sha256").update(bytes).digest("hex");

  function describeMedia(changes: Record<string, unknown>): void {
    onGet("555", () => ({
      body: { url: `${graphUrl}/file`, mime_type: "image/jpeg", sha256, file_size: "3", ...changes },
    }));
    routes.set("/file", () => ({ bytes }));
  }

  it("are described, then fetched with the token and a User-Agent", async () => {
    describeMedia({});
    expect(await adapter.fetchMedia(account, "555", signal)).toEqual({
      bytes: Buffer.from(bytes),
      type: "image/jpeg",
    });
    expect(asked).toEqual([
      "GET /v24.0/555 Bearer token-1 messaging-center",
      "GET /file Bearer token-1 messaging-center",
    ]);
  });

  it.each([
    ["a foreign host", { url: "http://media.example.com/file" }, "no host of Meta's"],
    ["no address", { url: undefined }, "no address"],
    ["more than WhatsApp carries", { file_size: 101 * 1_024 * 1_024 }, "too large"],
    ["other bytes than announced", { sha256: "0".repeat(64) }, "cut short"],
  ])("%s is refused (F22)", async (_, changes, reason) => {
    describeMedia(changes);
    await expect(adapter.fetchMedia(account, "555", signal)).rejects.toThrow(reason);
  });

  it("a digest in base64 is the same digest", async () => {
    describeMedia({ sha256: Buffer.from(sha256, "hex").toString("base64") });
    expect((await adapter.fetchMedia(account, "555", signal)).bytes).toHaveLength(3);
  });

  it("an expired address and a redirect are failures, never followed", async () => {
    describeMedia({});
    routes.set("/file", () => ({ status: 404 }));
    await expect(adapter.fetchMedia(account, "555", signal)).rejects.toThrow("404");
    routes.set("/file", () => ({ status: 302, headers: { location: `${graphUrl}/other` } }));
    await expect(adapter.fetchMedia(account, "555", signal)).rejects.toThrow("302");
    expect(asked.some((line) => line.includes("/other"))).toBe(false);
  });

  it("an id can't leave its place in the path", async () => {
    await expect(adapter.fetchMedia(account, "../106/messages?x=", signal)).rejects.toThrow("invalid (100)");
    expect(asked).toEqual(["GET /v24.0/..%2F106%2Fmessages%3Fx%3D Bearer token-1 messaging-center"]);
  });
});

describe("the token goes to Meta's media hosts and to the configured base URL alone", () => {
  const meta = "https://graph.facebook.com";
  const local = "http://127.0.0.1:3100";
  it.each([
    ["https://lookaside.fbsbx.com/a", meta, true],
    ["https://scontent.xx.fbcdn.net/a", meta, true],
    ["https://graph.facebook.com/a", meta, true],
    ["http://lookaside.fbsbx.com/a", meta, false],
    ["https://fbsbx.com.example.com/a", meta, false],
    ["https://evilfbsbx.com/a", meta, false],
    ["https://lookaside.fbsbx.com:8443/a", meta, false],
    ["https://token@lookaside.fbsbx.com/a", meta, false],
    ["http://127.0.0.1:3100/a", meta, false],
    ["http://127.0.0.1:3100/a", local, true],
    ["http://127.0.0.1:3101/a", local, false],
    ["http://localhost:3100/a", "http://localhost:3100", true],
    ["http://10.0.0.5/a", "http://10.0.0.5", false],
    ["http://127.0.0.1.example.com/a", "http://127.0.0.1.example.com", false],
    ["file:///etc/passwd", meta, false],
  ])("%s under %s: %s", (url, base, allowed) => {
    expect(mayReceiveToken(new URL(url), new URL(base))).toBe(allowed);
  });
});

describe("a connection is checked in words", () => {
  it("nothing is said when number, account and subscription answer", async () => {
    onGet("106", () => ({ body: { id: "106", status: "CONNECTED" } }));
    onGet("102", () => ({ body: { id: "102" } }));
    onGet("102/subscribed_apps", () => ({ body: { data: [{ whatsapp_business_api_data: { id: "1" } }] } }));
    expect(await adapter.check(account)).toEqual([]);
  });

  it("the forgotten subscription is found: the handshake works, yet no webhook comes", async () => {
    onGet("106", () => ({ body: { id: "106", status: "BANNED" } }));
    onGet("102", () => ({ body: { id: "102" } }));
    onGet("102/subscribed_apps", () => ({ body: { data: [] } }));
    expect(await adapter.check(account)).toEqual([
      { code: "number-not-connected", detail: "BANNED" },
      { code: "webhooks-not-subscribed", detail: "subscribed_apps is empty" },
    ]);
  });

  it("wrong ids, a refused token and a dead host each have their word, once", async () => {
    expect(await adapter.check(account)).toMatchObject([
      { code: "number-not-found" },
      { code: "account-not-found" },
    ]);
    for (const path of ["106", "102", "102/subscribed_apps"]) {
      onGet(path, () => ({ status: 401, body: { error: { code: 190, message: "expired" } } }));
    }
    expect(await adapter.check(account)).toEqual([{ code: "token-refused", detail: "190 expired" }]);
    const nowhere = createWhatsAppAdapter({ graphUrl: "http://graph.invalid", graphVersion: "v24.0" });
    expect(await nowhere.check(account)).toMatchObject([{ code: "provider-unreachable" }]);
  });
});

it("marking as read is best effort: whatever comes back, it does not throw", async () => {
  await adapter.markRead(account, "wamid.IN1");
  expect(asked).toEqual(["POST /v24.0/106/messages Bearer token-1 messaging-center"]);
});
