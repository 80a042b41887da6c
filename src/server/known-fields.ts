import * as z from "zod/mini";

type Copy = (value: unknown) => unknown;

/**
 * Makes the function that copies of an answer only what its schema names, so that no column gets out which nobody meant
 * to show. Values are not judged: what handlers answer is typed, and judged in every test (see `registerRoutes`).
 */
export function knownFields(schema: z.ZodMiniType): Copy {
  if (schema instanceof z.ZodMiniObject && schema.def.catchall === undefined) {
    return copyObject(Object.entries(schema.shape as Record<string, z.ZodMiniType>));
  }
  if (schema instanceof z.ZodMiniArray) {
    return copyList(knownFields(schema.def.element as z.ZodMiniType));
  }
  if (schema instanceof z.ZodMiniNullable || schema instanceof z.ZodMiniOptional) {
    return copyPresent(knownFields(schema.def.innerType as z.ZodMiniType));
  }
  return isPlain(schema) ? (value) => value : (value) => schema.parse(value);
}

/** Kinds whose parsed value is the value itself. */
function isPlain(schema: z.ZodMiniType): boolean {
  return [
    z.ZodMiniString,
    z.ZodMiniNumber,
    z.ZodMiniBoolean,
    z.ZodMiniEnum,
    z.ZodMiniLiteral,
    z.ZodMiniNull,
    z.ZodMiniUnknown,
  ].some((kind) => schema instanceof kind);
}

function copyObject(fields: readonly [string, z.ZodMiniType][]): Copy {
  const copies = fields.map(([key, schema]) => [key, knownFields(schema)] as const);
  return (value) => {
    if (typeof value !== "object" || value === null) {
      throw new TypeError("An answer is not the object that its schema names.");
    }
    const copy: Record<string, unknown> = {};
    for (const [key, copyOf] of copies) {
      const part = (value as Record<string, unknown>)[key];
      if (part !== undefined) {
        copy[key] = copyOf(part);
      }
    }
    return copy;
  };
}

function copyList(copyOf: Copy): Copy {
  return (value) => {
    if (!Array.isArray(value)) {
      throw new TypeError("An answer is not the list that its schema names.");
    }
    return value.map((item) => copyOf(item));
  };
}

function copyPresent(copyOf: Copy): Copy {
  return (value) => (value === null || value === undefined ? value : copyOf(value));
}
