import * as z from "zod/mini";
import { firstRoutes } from "#contract/first-routes.ts";
import type { Route } from "#contract/route.ts";
import type { RouteName, routes } from "#contract/routes.ts";
import { ApiError, readApiError } from "./api-error.ts";

type Routes = typeof routes;
type Part<Name extends RouteName, Key extends string> = Key extends keyof Routes[Name]
  ? Routes[Name][Key] extends z.ZodMiniType
    ? { [K in Key]: z.input<Routes[Name][Key]> }
    : unknown
  : unknown;

/** What a route takes: its params, query and body, as far as the table names them. */
export type RouteInput<Name extends RouteName> = Part<Name, "params"> &
  Part<Name, "query"> &
  Part<Name, "body">;

/** What a route answers when it succeeds. */
export type RouteAnswer<Name extends RouteName> = {
  [Status in keyof Routes[Name]["answers"]]: Routes[Name]["answers"][Status] extends z.ZodMiniType
    ? z.output<Routes[Name]["answers"][Status]>
    : undefined;
}[keyof Routes[Name]["answers"]];

type AnyInput = { params?: Record<string, string>; query?: Record<string, unknown>; body?: unknown };

/** Calls a route of the table; path, method and types come from it. Throws ApiError and nothing else. */
export async function callRoute<Name extends RouteName>(
  name: Name,
  input: RouteInput<Name>,
  signal?: AbortSignal,
): Promise<RouteAnswer<Name>> {
  const route = await findRoute(name);
  const { params = {}, query = {}, body }: AnyInput = input as AnyInput;
  const response = await send(pathOf(route, params, query), {
    method: route.method,
    headers: body === undefined ? {} : { "content-type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const schema = route.answers[response.status];
  const answer: unknown = schema === null ? undefined : await response.json().catch(() => undefined);
  if (schema === undefined) {
    throw readApiError(response.status, answer);
  }
  return (schema === null ? undefined : z.parse(schema, answer)) as RouteAnswer<Name>;
}

async function findRoute(name: RouteName): Promise<Route> {
  const table: Partial<Record<RouteName, Route>> = firstRoutes;
  return table[name] ?? (await loadLaterRoutes())[name as keyof Later];
}

type Later = typeof import("#contract/later-routes.ts").laterRoutes;

async function loadLaterRoutes(): Promise<Later> {
  try {
    return (await import("#contract/later-routes.ts")).laterRoutes;
  } catch (cause) {
    throw new ApiError("NETWORK", "The server could not be reached.", {}, cause);
  }
}

async function send(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { credentials: "same-origin", ...init });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === "AbortError") {
      throw cause;
    }
    throw new ApiError("NETWORK", "The server could not be reached.", {}, cause);
  }
}

function pathOf(route: Route, params: Record<string, string>, query: Record<string, unknown>): string {
  const path = route.path.replace(/:(\w+)/g, (_, key: string) => encodeURIComponent(params[key] ?? ""));
  const search = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) => (value === undefined ? [] : [[key, String(value)]])),
  ).toString();
  return `/api/v1${path}${search === "" ? "" : `?${search}`}`;
}
