import type { FastifyInstance, FastifyReply, FastifyRequest, RouteOptions } from "fastify";
import type * as z from "zod/mini";
import type { Route } from "#contract/route.ts";
import { type RouteName, routes } from "#contract/routes.ts";
import { type Caller, hasScope, type Scope } from "./caller.ts";
import { AppError } from "./errors.ts";
import { knownFields } from "./known-fields.ts";
import { wellFormedJson } from "./well-formed.ts";

type Parsed<Schema> = Schema extends z.ZodMiniType ? z.output<Schema> : undefined;
type Input<R extends Route, Key extends "params" | "query" | "body"> =
  R extends Record<Key, infer Schema> ? Parsed<Schema> : undefined;
type Answers<R extends Route> = {
  [Status in keyof R["answers"]]: R["answers"][Status] extends z.ZodMiniType
    ? { status: Status; body: z.input<R["answers"][Status]> }
    : { status: Status };
}[keyof R["answers"]];

/** What a handler gets: parsed input, and who asks (null on public routes without a session). */
export type RouteInput<R extends Route> = {
  params: Input<R, "params">;
  query: Input<R, "query">;
  body: Input<R, "body">;
  caller: R["access"] extends "public" ? Caller | null : Caller;
  request: FastifyRequest;
  reply: FastifyReply;
};

/** Answers one route of the table; a route that `produces` something other than JSON writes to `reply` itself. */
export type Handler<Name extends RouteName> = (
  input: RouteInput<(typeof routes)[Name]>,
) => Promise<(typeof routes)[Name] extends { produces: string } ? void : Answers<(typeof routes)[Name]>>;

/** A handler for every route of the table: one that is missing does not compile. */
export type Handlers = { [Name in RouteName]: Handler<Name> };

/** Finds out who asks; null: nobody that we know. */
export type Authenticate = (request: FastifyRequest, reply: FastifyReply) => Promise<Caller | null>;

/** Limits of requests per minute, by route. */
export type RateLimits = Partial<Record<RouteName, { max: number; keyOf(request: FastifyRequest): string }>>;

type LooseAnswer = { status: number; body?: unknown };
type LooseHandler = (
  input: RouteInput<Route> & { caller: Caller | null },
) => Promise<LooseAnswer | undefined>;

/** Where the API begins. */
export const apiPrefix = "/api/v1";

/**
 * Registers every route of the table below /api/v1: who may call it and its input are checked here, and of its output only
 * what the schema names gets out. `judgesAnswers`: answers are judged by their schemas too, as in tests and in the demo; it
 * takes longer than everything else about a page of a list.
 */
export function registerRoutes(
  app: FastifyInstance,
  options: {
    handlers: Handlers;
    authenticate: Authenticate;
    rateLimits: RateLimits;
    judgesAnswers: boolean;
  },
): void {
  for (const [name, route] of Object.entries<Route>(routes)) {
    // The table's types meet here: each handler was checked against its own row where it was written.
    const handler = options.handlers[name as RouteName] as unknown as LooseHandler;
    const limit = options.rateLimits[name as RouteName];
    const shape = shapeAnswers(route, options);
    const served: RouteOptions = {
      method: route.method,
      url: `${apiPrefix}${route.path}`,
      exposeHeadRoute: false,
      config: limit === undefined ? {} : { rateLimit: limitConfig(limit) },
      handler: async (request, reply) => {
        const caller = await admit(route, request, reply, options.authenticate);
        const input = readInput(route, request);
        const answer = await handler({ ...input, caller: caller as Caller, request, reply });
        return answer === undefined ? reply : writeAnswer(shape, answer, reply);
      },
    };
    if (route.consumes === undefined) {
      app.route(served);
    } else {
      registerUnread(app, served);
    }
  }
}

/** A route whose body nobody has read before its handler: who may not call it is refused before a byte is taken. */
function registerUnread(app: FastifyInstance, route: RouteOptions): void {
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
    scope.route(route);
  });
}

/** The scope that an API key needs for a route. */
export function scopeOf(route: Route): Scope {
  if (route.access === "owner") {
    return "admin";
  }
  return route.scope ?? (route.method === "GET" ? "read" : "write");
}

async function admit(
  route: Route,
  request: FastifyRequest,
  reply: FastifyReply,
  authenticate: Authenticate,
): Promise<Caller | null> {
  if (route.access === "public") {
    return null;
  }
  const caller = await authenticate(request, reply);
  if (caller === null) {
    throw new AppError("SIGN_IN_REQUIRED");
  }
  if (!hasScope(caller, scopeOf(route)) || (route.access === "owner" && caller.role !== "owner")) {
    throw new AppError("FORBIDDEN", { needs: caller.kind === "key" ? scopeOf(route) : route.access });
  }
  return caller;
}

function readInput(route: Route, request: FastifyRequest) {
  return {
    params: parse(route.params, request.params, "params"),
    query: parse(route.query, request.query, "query"),
    body: parse(route.body, request.body, "body"),
  };
}

function parse(schema: Route["body"], value: unknown, place: string): undefined {
  if (schema === undefined) {
    return undefined;
  }
  const parsed = schema.safeParse(wellFormedJson(value ?? {}));
  if (!parsed.success) {
    const fields = parsed.error.issues.map((issue) => ({
      field: [place, ...issue.path].join("."),
      problem: issue.message,
    }));
    throw new AppError(isUnknownId(place, fields) ? "NOT_FOUND" : "INVALID_REQUEST", { fields });
  }
  return parsed.data as undefined;
}

/** An id in a path that is no UUID can't be the id of anything. */
function isUnknownId(place: string, fields: readonly { field: string }[]): boolean {
  return place === "params" && fields.every(({ field }) => field === "params.id");
}

type ShapeAnswer = (answer: LooseAnswer) => unknown;

/** What of an answer is sent; undefined: nothing, as the table says. */
function shapeAnswers(route: Route, { judgesAnswers }: { judgesAnswers: boolean }): ShapeAnswer {
  const shapes = new Map(
    Object.entries(route.answers).map(([status, schema]) => {
      if (schema === null) {
        return [Number(status), () => undefined];
      }
      return [Number(status), judgesAnswers ? (body: unknown) => schema.parse(body) : knownFields(schema)];
    }),
  );
  return ({ status, body }) => {
    const shape = shapes.get(status);
    if (shape === undefined) {
      throw new Error(`${route.method} ${route.path} does not answer ${status}`);
    }
    return shape(body);
  };
}

function writeAnswer(shape: ShapeAnswer, answer: LooseAnswer, reply: FastifyReply): FastifyReply {
  const body = shape(answer);
  return reply.code(answer.status).send(body);
}

function limitConfig({ max, keyOf }: NonNullable<RateLimits[RouteName]>) {
  return { max, timeWindow: "1 minute", keyGenerator: keyOf };
}
