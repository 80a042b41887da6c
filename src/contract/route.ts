import * as z from "zod/mini";
import { id } from "./primitives.ts";

/** Who may call a route: anybody, a signed-in person or key, an owner (key: scope admin). */
export type Access = "public" | "member" | "owner";

type Schema = z.ZodMiniType;

/** One row of the route table. Paths are below /api/v1; `answers` maps a status to its body (null: no body). */
export type Route = {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  path: string;
  access: Access;
  summary: string;
  params?: Schema;
  query?: Schema;
  body?: Schema;
  answers: Readonly<Record<number, Schema | null>>;
  /** Scope that an API key needs; default: `read` for GET, `write` for the rest, `admin` for owners' routes. */
  scope?: "read";
  /** Content type of an answer that is not JSON. */
  produces?: string;
  /** Content type of a body that is not JSON: the handler reads the request itself. */
  consumes?: string;
};

/** A path that names one thing by `:id`. */
export const byId = z.object({ id });
