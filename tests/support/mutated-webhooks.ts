import { readdirSync, readFileSync } from "node:fs";
import fc from "fast-check";

const folder = new URL("../../src/channels/whatsapp/fixtures/", import.meta.url);

/** JSON as it stands in a body. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Every written webhook body, by name. */
const fixtures = readdirSync(folder)
  .toSorted()
  .map((name) => readFileSync(new URL(name, folder), "utf8"));

/** What may stand where something else was: wrong types, absurd values, ids of other people, words that mean something. */
const junk: Json[] = [
  null,
  true,
  0,
  -1,
  1e21,
  1773162120,
  "1773162120",
  "",
  "0",
  "text\u0000",
  "\ud800",
  "x".repeat(600),
  "ES.13491208655302741918",
  "ES.ENT.99",
  "34600900555",
  "+34 600 900 556",
  "600 900 557",
  "wamid.IN1",
  "wamid.OUT1",
  "106540352242922",
  "image",
  "reaction",
  "edit",
  "revoke",
  "system",
  "hologram",
  "messages",
  "history",
  "contact_request",
  "user_changed_number",
  [],
  {},
  [null],
  [{}],
  { body: "Hola" },
  { constructor: { prototype: { polluted: true } } },
];

type Mutation = { steps: number[]; act: "replace" | "remove" | "repeat" | "add"; junk: Json };

const mutation: fc.Arbitrary<Mutation> = fc.record({
  steps: fc.array(fc.nat(40), { minLength: 4, maxLength: 14 }),
  act: fc.constantFrom("replace", "remove", "repeat", "add"),
  junk: fc.constantFrom(...junk),
});

/** A valid body, or one that was changed in some places; a body of several may be put together into one. */
export const webhookBodies: fc.Arbitrary<Json> = fc
  .record({
    bodies: fc.array(fc.constantFrom(...fixtures), { minLength: 1, maxLength: 3 }),
    mutations: fc.array(mutation, { maxLength: 6 }),
    /** Ids end so: with few endings some come twice. */
    ending: fc.nat(4),
  })
  .map(({ bodies, mutations, ending }) => {
    const entries = bodies.flatMap((text) => (JSON.parse(mark(text, ending)) as { entry: Json[] }).entry);
    const entry: Json = structuredClone(entries);
    for (const change of mutations) {
      mutate(entry, change);
    }
    return { object: "whatsapp_business_account", entry };
  });

function mark(text: string, ending: number): string {
  return text.replaceAll(/"(wamid\.\w+)"/g, `"$1${ending}"`);
}

/** Goes down by the steps and changes what is found there; a way that ends early changes the last place. */
function mutate(root: Json, { steps, act, junk: value }: Mutation): void {
  let parent = root;
  for (const [index, step] of steps.entries()) {
    const keys = keysOf(parent);
    const key = keys[step % Math.max(1, keys.length)];
    if (key === undefined) {
      return;
    }
    const next = valueAt(parent, key);
    if (index === steps.length - 1 || keysOf(next).length === 0) {
      // A copy: what stands in one place must not change with another.
      change(parent, { key, act, value: structuredClone(value) });
      return;
    }
    parent = next;
  }
}

function change(parent: Json, { key, act, value }: { key: string; act: Mutation["act"]; value: Json }): void {
  if (Array.isArray(parent)) {
    const index = Number(key);
    const known = parent[index] ?? null;
    const more = act === "add" ? value : structuredClone(known);
    const rest = act === "remove" ? [] : act === "replace" ? [value] : [known, more];
    parent.splice(index, 1, ...rest);
  } else if (typeof parent === "object" && parent !== null) {
    if (act === "remove") {
      Reflect.deleteProperty(parent, key);
    } else {
      parent[act === "add" ? `${key}_new` : key] = value;
    }
  }
}

function keysOf(value: Json): string[] {
  return typeof value === "object" && value !== null ? Object.keys(value) : [];
}

function valueAt(value: Json, key: string): Json {
  if (Array.isArray(value)) {
    return value[Number(key)] ?? null;
  }
  return typeof value === "object" && value !== null ? (value[key] ?? null) : null;
}

/** Everything in a body that may be a phone number: digits alone, with or without "+" and the signs that people set. */
export function numbersIn(body: Json): Set<string> {
  const numbers = new Set<string>();
  const walk = (value: Json): void => {
    if (typeof value === "number" && Number.isSafeInteger(value)) {
      numbers.add(String(value));
    } else if (typeof value === "string") {
      if (/^\+?[\d\s().-]+$/.test(value)) {
        numbers.add(value.replaceAll(/\D/g, ""));
      }
    } else if (typeof value === "object" && value !== null) {
      Object.values(value).forEach(walk);
    }
  };
  walk(body);
  return numbers;
}

/** Fields whose messages stand elsewhere, or that bring none. */
const ownLists: Json[] = [
  "smb_message_echoes",
  "user_preferences",
  "calls",
  "message_template_status_update",
  "message_template_quality_update",
  "message_template_components_update",
  "template_category_update",
];

/** How many messages a body brings: the objects in the lists where messages of people stand. */
export function messagesIn(body: Json): number {
  const entries = listAt(body, "entry");
  const changes = entries.flatMap((entry) => listAt(entry, "changes"));
  return changes
    .filter((change) => !ownLists.includes(valueAt(change, "field")))
    .map((change) => listAt(valueAt(change, "value"), "messages").length)
    .reduce((sum, count) => sum + count, 0);
}

function listAt(value: Json, key: string): Json[] {
  const list = Array.isArray(value) ? null : valueAt(value, key);
  return Array.isArray(list) ? list.filter((item) => keysOfObject(item)) : [];
}

function keysOfObject(value: Json): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
