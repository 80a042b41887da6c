import * as z from "zod/mini";
import { errorCodes } from "#contract/error-codes.ts";
import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import { apiPrefix, scopeOf } from "./routes.ts";

type JsonObject = { [key: string]: unknown };

/** The description of the API in OpenAPI 3.1, made from the route table: it can't say anything else than the server does. */
export function describeApi(serverUrl: string): JsonObject & { openapi: string } {
  const paths: { [path: string]: JsonObject } = {};
  for (const [name, route] of Object.entries<Route>(routes)) {
    const path = route.path.replaceAll(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: describeRoute(name, route) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "Messaging Center",
      version: "1",
      description:
        "WhatsApp and e-mail with your customers, in one thread. Times are ISO 8601 UTC, amounts decimal strings with six places, lists {items, nextCursor}.",
    },
    servers: [{ url: `${serverUrl}${apiPrefix}` }],
    paths,
    components: {
      securitySchemes: {
        key: { type: "http", scheme: "bearer", description: "An API key, mc_…" },
        session: { type: "apiKey", in: "cookie", name: "messaging-center.session_token" },
      },
      schemas: { Error: errorSchema },
    },
  };
}

const errorSchema: JsonObject = {
  type: "object",
  required: ["code", "message", "details"],
  properties: {
    code: { type: "string", enum: Object.keys(errorCodes) },
    message: { type: "string" },
    details: { type: "object" },
  },
};

function describeRoute(name: string, route: Route): JsonObject {
  const parameters = [...parametersOf(route.params, "path"), ...parametersOf(route.query, "query")];
  return {
    operationId: name,
    summary: route.summary,
    ...(parameters.length === 0 ? {} : { parameters }),
    ...requestBodyOf(route),
    responses: { ...answersOf(route), default: errorAnswer },
    ...(route.access === "public"
      ? { security: [] }
      : { security: [{ key: [] }, { session: [] }], "x-scope": scopeOf(route), "x-access": route.access }),
  };
}

function requestBodyOf({ body, consumes }: Route): JsonObject {
  if (consumes !== undefined) {
    return { requestBody: { required: true, content: { [consumes]: {} } } };
  }
  return body === undefined
    ? {}
    : { requestBody: { required: true, content: jsonContent(schemaOf(body, "input")) } };
}

const errorAnswer: JsonObject = {
  description: "An error of the catalogue.",
  content: jsonContent({ $ref: "#/components/schemas/Error" }),
};

function answersOf(route: Route): JsonObject {
  return Object.fromEntries(
    Object.entries(route.answers).map(([status, schema]) => [
      status,
      { description: route.summary, ...contentOf(route, schema) },
    ]),
  );
}

function contentOf(route: Route, schema: Route["answers"][number]): JsonObject {
  if (route.produces !== undefined) {
    return { content: { [route.produces]: { schema: { type: "string" } } } };
  }
  return schema === null || schema === undefined ? {} : { content: jsonContent(schemaOf(schema, "output")) };
}

function parametersOf(schema: Route["params"], place: "path" | "query"): JsonObject[] {
  if (schema === undefined) {
    return [];
  }
  const { properties = {}, required = [] } = objectShape.parse(schemaOf(schema, "input"));
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === "path" || required.includes(name),
    schema: property,
  }));
}

const objectShape = z.looseObject({
  properties: z.optional(z.record(z.string(), z.unknown())),
  required: z.optional(z.array(z.string())),
});

function schemaOf(schema: z.ZodMiniType, io: "input" | "output"): JsonObject {
  const { $schema: _, ...described } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  return described;
}

function jsonContent(schema: JsonObject): JsonObject {
  return { "application/json": { schema } };
}
