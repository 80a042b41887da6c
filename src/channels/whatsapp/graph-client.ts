import type { Json } from "#channels/channel.ts";
import { type GraphError, readGraphError } from "./graph-error.ts";
import { readLimited } from "./read-limited.ts";

/** Where Meta's Graph API answers; the base URL is a setting so that it can be the simulator. */
export type GraphSettings = { graphUrl: string; graphVersion: string };

/** One call. `path` begins after the version; ids in it are encoded by `graphPath`. */
export type GraphCall = {
  method: "GET" | "POST" | "DELETE";
  path: string;
  accessToken: string;
  /** A form carries a file. */
  body?: { [key: string]: Json } | FormData;
  /** A file instead of a body: the bytes of a resumable upload, from its beginning (§3.4). */
  file?: Uint8Array;
  signal: AbortSignal;
};

/**
 * What is known after a call. `error` carries Meta's own error body and `not-sent` means that no byte was written: in
 * both nothing happened at Meta. `lost` may have happened: time ran out, the connection broke, or the answer was not Meta's.
 */
export type GraphAnswer =
  | { kind: "answer"; body: unknown }
  | { kind: "error"; error: GraphError }
  | { kind: "not-sent"; detail: string }
  | { kind: "lost"; detail: string };

const longestAnswer = 4 * 1_024 * 1_024;

/** Sent with every call: Meta's media hosts refuse requests without a User-Agent (§6). */
export const userAgent = "messaging-center";

/** Calls the Graph API once. It never throws and never tries again. */
export async function callGraph(settings: GraphSettings, call: GraphCall): Promise<GraphAnswer> {
  const url = `${settings.graphUrl.replace(/\/+$/, "")}/${settings.graphVersion}/${call.path}`;
  try {
    const response = await fetch(url, {
      method: call.method,
      headers: {
        authorization: `Bearer ${call.accessToken}`,
        "user-agent": userAgent,
        ...(isJson(call.body) ? { "content-type": "application/json" } : {}),
        ...(call.file === undefined ? {} : { "content-type": "application/octet-stream", file_offset: "0" }),
      },
      ...(call.body === undefined ? {} : { body: isJson(call.body) ? JSON.stringify(call.body) : call.body }),
      ...(call.file === undefined ? {} : { body: new Uint8Array(call.file) }),
      redirect: "manual",
      signal: call.signal,
    });
    const bytes = await readLimited(response, longestAnswer);
    return readAnswer(response, new TextDecoder().decode(bytes));
  } catch (error) {
    return isBeforeTheFirstByte(error)
      ? { kind: "not-sent", detail: describe(error) }
      : { kind: "lost", detail: describe(error) };
  }
}

function isJson(body: GraphCall["body"]): body is { [key: string]: Json } {
  return body !== undefined && !(body instanceof FormData);
}

/** A path of segments from data: none of them can leave its place. */
export function graphPath(...segments: readonly string[]): string {
  return segments.map((segment) => encodeURIComponent(segment)).join("/");
}

function readAnswer(response: Response, text: string): GraphAnswer {
  const body = parseJson(text);
  const error = readGraphError(body, response);
  if (error !== null) {
    return { kind: "error", error };
  }
  return response.ok && body !== undefined
    ? { kind: "answer", body }
    : { kind: "lost", detail: `HTTP ${response.status} without an answer of Meta's` };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const certificateCodes = new Set([
  "CERT_HAS_EXPIRED",
  "CERT_NOT_YET_VALID",
  "DEPTH_ZERO_SELF_SIGNED_CERT",
  "ERR_TLS_CERT_ALTNAME_INVALID",
  "SELF_SIGNED_CERT_IN_CHAIN",
  "UNABLE_TO_GET_ISSUER_CERT_LOCALLY",
  "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Name lookup, TCP connect and certificate check come before the request: failing there, nothing was sent. */
function isBeforeTheFirstByte(error: unknown): boolean {
  const cause: unknown = error instanceof Error ? error.cause : undefined;
  if (cause instanceof AggregateError && cause.errors.length > 0) {
    return cause.errors.every(isConnectError);
  }
  return isConnectError(cause);
}

function isConnectError(cause: unknown): boolean {
  const { syscall, code } = systemErrorOf(cause);
  return syscall === "connect" || syscall === "getaddrinfo" || certificateCodes.has(code);
}

function describe(error: unknown): string {
  const { code } = systemErrorOf(error instanceof Error ? error.cause : undefined);
  const name = error instanceof Error ? error.name : "Error";
  return code === "" ? name : `${name}: ${code}`;
}

function systemErrorOf(cause: unknown): { syscall: string; code: string } {
  const syscall = cause instanceof Error && "syscall" in cause ? cause.syscall : "";
  const code = cause instanceof Error && "code" in cause ? cause.code : "";
  return {
    syscall: typeof syscall === "string" ? syscall : "",
    code: typeof code === "string" ? code : "",
  };
}
