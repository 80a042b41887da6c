import { setTimeout as delay } from "node:timers/promises";
import { AwsClient } from "aws4fetch";
import type { S3Settings } from "./s3-settings.ts";

/** One request to the store. `body` is made anew for each try; `sha256` in hex is signed, so the store checks what came. */
export type S3Request = {
  method: "GET" | "HEAD" | "PUT" | "DELETE";
  key: string;
  headers?: Record<string, string>;
  sha256: string;
  /** What is answered is handed on as it comes: it lasts as long as its reader needs, who may have a slow line. */
  lasts?: boolean;
  body?: () => NonNullable<RequestInit["body"]>;
};

/** What the store said no to, in its own word (NoSuchBucket, AccessDenied …). */
export class S3Error extends Error {
  override readonly name = "S3Error";
}

/** SHA-256 of nothing: what requests without a body sign. */
export const emptySha256 = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/** How long an answer may take; of one that lasts, its beginning. */
const usualPatienceMs = 120_000;
const pausesMs = [200, 1_000];

/** Asks the store, signed (AWS Signature Version 4), and again when it is busy or out of reach: every request may be repeated. */
export function createS3Client(
  { bucketUrl, region, accessKeyId, secretAccessKey }: S3Settings,
  patienceMs = usualPatienceMs,
) {
  const signer = new AwsClient({ accessKeyId, secretAccessKey, region, service: "s3" });

  async function ask({
    method,
    key,
    headers = {},
    sha256,
    lasts = false,
    body,
  }: S3Request): Promise<Response> {
    const url = `${bucketUrl}/${key}`;
    const own = { ...headers, "x-amz-content-sha256": sha256 };
    const signed = await signer.sign(url, { method, headers: own });
    const late = new AbortController();
    const timer = setTimeout(() => late.abort(), patienceMs).unref();
    const answer = await fetch(url, {
      method,
      // The length is no part of the signature, and is lost where a request is made of a stream.
      headers: { ...Object.fromEntries(signed.headers), ...headers },
      ...(body === undefined ? {} : { body: body(), duplex: "half" }),
      redirect: "error",
      signal: late.signal,
    });
    if (lasts) {
      clearTimeout(timer);
    }
    return answer;
  }

  /** An answer of 2xx, or null for 404; throws what the store said else. */
  return async function request(what: S3Request): Promise<Response | null> {
    for (let tries = 0; ; tries += 1) {
      const pauseMs = pausesMs[tries];
      const answer = await ask(what).catch((error: unknown) => {
        if (pauseMs === undefined) {
          throw new S3Error("The store of files can't be reached", { cause: error });
        }
        return null;
      });
      if (answer?.ok === true) {
        return answer;
      }
      const said = answer === null ? "" : await answer.text();
      if (answer?.status === 404 && !said.includes("NoSuchBucket")) {
        return null;
      }
      const isBusy = answer === null || answer.status >= 500 || answer.status === 429;
      if (!isBusy || pauseMs === undefined) {
        const code = /<Code>(\w+)<\/Code>/.exec(said)?.[1] ?? "no reason given";
        throw new S3Error(`The store of files answered HTTP ${answer?.status ?? 0}: ${code}`);
      }
      await delay(pauseMs);
    }
  };
}
