import type { JsonObject } from "../json.ts";
import { GraphError } from "./graph-error.ts";

/** The members of a node that `fields=` names (the default ones without it), `id` always among them. */
export function selectFields(
  node: JsonObject,
  fields: string | undefined,
  defaults: readonly string[],
  nodeType: string,
): JsonObject {
  const wanted = fields === undefined || fields === "" ? defaults : splitFields(fields);
  const unknown = wanted.find((name) => !Object.hasOwn(node, name));
  if (unknown !== undefined) {
    const error = new GraphError(100);
    error.message = `(#100) Tried accessing nonexisting field (${unknown}) on node type (${nodeType})`;
    throw error;
  }
  const chosen = Object.fromEntries(wanted.map((name) => [name, node[name]]));
  return { ...chosen, ...(node.id === undefined ? {} : { id: node.id }) };
}

/** The names of `fields=`, cut at the commas that stand in no brackets. */
export function splitFields(fields: string): string[] {
  return (fields.match(/(?:\([^)]*\)|\{[^}]*\}|[^,])+/g) ?? []).map((name) =>
    // `health_status{can_send_message}` asks for parts of a field; it comes whole.
    name.replace(/\{.*$/, "").trim(),
  );
}
