import type { JsonObject } from "../json.ts";
import { parseObject } from "../json.ts";
import { badToken, GraphError } from "./graph-error.ts";

/** A call of the Graph API after its path was taken apart. */
export type GraphRequest = {
  method: string;
  /** `/v24.0/123/messages` → `/v24.0`, `123`, `messages`. */
  version: string;
  id: string;
  edge: string | null;
  url: string;
  query: ReadonlyMap<string, string>;
  contentType: string;
  /** The header `file_offset` of a resumable upload. */
  fileOffset: string | null;
  body: Buffer;
};

/** Refuses a call without our access token (401, code 190); uploads may name the scheme `OAuth`. */
export function requireToken(authorization: string | undefined, accessToken: string): void {
  if (authorization !== `Bearer ${accessToken}` && authorization !== `OAuth ${accessToken}`) {
    throw badToken();
  }
}

/** The JSON body of a call; code 100 when it is no object. */
export function requireBody(body: Buffer): JsonObject {
  const found = parseObject(body.toString("utf8"));
  if (!found) {
    throw new GraphError(100, "The body of the request is not a JSON object.");
  }
  return found;
}

/**
 * Reads the path of a call, or null when it is neither `/vN.N/{id}` nor `/vN.N/{id}/{edge}`. Some clients leave the
 * version out before the digits of an id: then it is the app's own one.
 */
export function readPath(path: string): { version: string; id: string; edge: string | null } | null {
  const match =
    /^\/(v\d{1,2}\.\d{1,2})\/([^/]+)(?:\/([^/]+))?\/?$/.exec(path) ??
    /^(\/)(\d+)(?:\/([^/]+))?\/?$/.exec(path);
  return match
    ? {
        version: match[1] === "/" ? "v24.0" : (match[1] ?? ""),
        id: decodeURIComponent(match[2] ?? ""),
        edge: match[3] ?? null,
      }
    : null;
}

/** The parameters of a call that may stand in its address, in a form or in a JSON body. */
export function requireFields(request: GraphRequest): ReadonlyMap<string, string> {
  const fields = new Map(request.query);
  if (request.body.length === 0) {
    return fields;
  }
  if (!/json/.test(request.contentType)) {
    return new Map([...fields, ...new URLSearchParams(request.body.toString("utf8"))]);
  }
  for (const [name, value] of Object.entries(requireBody(request.body))) {
    if (typeof value === "string" || typeof value === "number") {
      fields.set(name, String(value));
    }
  }
  return fields;
}
