import { createHash, createHmac } from "node:crypto";
import { createServer, type IncomingMessage } from "node:http";

/** A bucket that behaves as S3 does where our store touches it: it checks signature, length and hash of what it is sent. */
export type S3Imitation = {
  /** As S3_URL wants it. */
  url: string;
  objects: Map<string, { bytes: Buffer; headers: Record<string, string> }>;
  /** Methods of the requests that came. */
  asked: string[];
  /** So many requests are answered 503 first. */
  beBusy(times: number): void;
  /** The first byte of a file comes so long after the head of the answer. */
  beSlow(delayMs: number): void;
  close(): Promise<void>;
};

const keyId = "AKIDTEST";
const secret = "a/secret+key";
const region = "eu-west-1";
const bucket = "/files/hotel";

/** Starts the bucket on a free port of this machine. */
export async function startS3Imitation(): Promise<S3Imitation> {
  const objects: S3Imitation["objects"] = new Map();
  const asked: string[] = [];
  let busy = 0;
  let slowMs = 0;
  const server = createServer((request, response) => {
    void answer(request).then(({ status, body = "", headers = {} }) => {
      response.writeHead(status, headers).flushHeaders();
      setTimeout(() => response.end(body), slowMs);
    });
  });

  async function answer(
    request: IncomingMessage,
  ): Promise<{ status: number; body?: string | Buffer; headers?: Record<string, string> }> {
    asked.push(request.method ?? "");
    const body = Buffer.concat(await request.toArray());
    if (busy > 0) {
      busy -= 1;
      return refused(503, "SlowDown");
    }
    const { method = "", url = "", headers } = request;
    const refusal = findRefusal(request, body);
    if (refusal !== null) {
      return refusal;
    }
    const object = objects.get(url);
    switch (method) {
      case "PUT": {
        if (headers["content-length"] !== String(body.length)) {
          return refused(411, "MissingContentLength");
        }
        const kept = Object.entries(headers).filter(([name]) => name.startsWith("x-amz-meta-"));
        objects.set(url, { bytes: body, headers: Object.fromEntries(kept) as Record<string, string> });
        return { status: 200 };
      }
      case "GET":
      case "HEAD": {
        if (object === undefined) {
          return refused(404, "NoSuchKey");
        }
        const [, start, end] = /^bytes=(\d+)-(\d+)$/.exec(headers.range ?? "") ?? [];
        const part =
          start === undefined ? object.bytes : object.bytes.subarray(Number(start), Number(end) + 1);
        const length = { "content-length": String(part.length) };
        const shown = method === "HEAD" ? "" : part;
        return {
          status: start === undefined ? 200 : 206,
          body: shown,
          headers: { ...object.headers, ...length },
        };
      }
      default:
        objects.delete(url);
        return { status: 204 };
    }
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://${keyId}:${encodeURIComponent(secret)}@127.0.0.1:${port}${bucket}?region=${region}`,
    objects,
    asked,
    beBusy(times) {
      busy = times;
    },
    beSlow(delayMs) {
      slowMs = delayMs;
    },
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** What is asked of every request before it is looked at. */
function findRefusal(request: IncomingMessage, body: Buffer) {
  const { url = "", headers } = request;
  if (headers.authorization !== authorizationOf(request)) {
    return refused(403, "SignatureDoesNotMatch");
  }
  if (headers["x-amz-content-sha256"] !== createHash("sha256").update(body).digest("hex")) {
    return refused(400, "XAmzContentSHA256Mismatch");
  }
  return url.startsWith(`${bucket}/`) ? null : refused(404, "NoSuchBucket");
}

function refused(status: number, code: string) {
  return { status, body: `<?xml version="1.0"?><Error><Code>${code}</Code></Error>` };
}

const hmac = (key: Buffer | string, text: string) => createHmac("sha256", key).update(text).digest();

/** The header that AWS Signature Version 4 asks for, computed from what came. */
function authorizationOf({ method, url = "", headers }: IncomingMessage): string {
  const signed = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? "")?.[1] ?? "";
  const stamp = String(headers["x-amz-date"]);
  const scope = `${stamp.slice(0, 8)}/${region}/s3/aws4_request`;
  const { pathname } = new URL(url, "http://store");
  const lines = signed.split(";").map((name) => `${name}:${String(headers[name]).trim()}\n`);
  const canonical = [method, pathname, "", lines.join(""), signed, headers["x-amz-content-sha256"]].join(
    "\n",
  );
  const hashed = createHash("sha256").update(canonical).digest("hex");
  const text = ["AWS4-HMAC-SHA256", stamp, scope, hashed].join("\n");
  const key = scope.split("/").reduce<Buffer | string>((before, part) => hmac(before, part), `AWS4${secret}`);
  const signature = hmac(key, text).toString("hex");
  return `AWS4-HMAC-SHA256 Credential=${keyId}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
}
