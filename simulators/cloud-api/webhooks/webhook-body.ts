import { createHmac } from "node:crypto";
import type { JsonObject } from "../json.ts";
import { asObject, asObjects } from "../json.ts";

/** One update of a webhook: what stands in `changes[]`, and the WABA it belongs to. */
export type Change = { wabaId: string; field: string; value: JsonObject; time: number | null };

/** The body of a webhook with these updates, as ASCII: Meta escapes all else as \uXXXX before it signs. */
export function writeWebhookBody(changes: readonly Change[]): string {
  const entries: { id: string; time?: number; changes: { value: JsonObject; field: string }[] }[] = [];
  for (const change of mergeValues(changes)) {
    const last = entries.at(-1);
    const written = { value: change.value, field: change.field };
    if (last?.id === change.wabaId && change.time === null && last.time === undefined) {
      last.changes.push(written);
    } else {
      entries.push({
        id: change.wabaId,
        ...(change.time === null ? {} : { time: change.time }),
        changes: [written],
      });
    }
  }
  return escapeNonAscii(JSON.stringify({ object: "whatsapp_business_account", entry: entries }));
}

/** Replaces every character above `~` by its \uXXXX escape in lower-case hex, as Meta does. */
export function escapeNonAscii(json: string): string {
  return json.replace(/[^\0-~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** The value of X-Hub-Signature-256 for exactly these bytes. */
export function signBody(body: string | Buffer, appSecret: string): string {
  return `sha256=${createHmac("sha256", appSecret).update(body).digest("hex")}`;
}

/** Puts neighbouring updates of one number and kind into one value, as Meta does when it batches. */
function mergeValues(changes: readonly Change[]): Change[] {
  const merged: Change[] = [];
  for (const change of changes) {
    const last = merged.at(-1);
    const list = ["messages", "statuses"].find((name) => Array.isArray(change.value[name]));
    if (!last || list === undefined || groupOf(last) !== groupOf(change)) {
      merged.push({ ...change, value: { ...change.value } });
      continue;
    }
    last.value[list] = [...asObjects(last.value[list]), ...asObjects(change.value[list])];
    const contacts = [...asObjects(last.value.contacts), ...asObjects(change.value.contacts)];
    if (contacts.length > 0) {
      const unique = new Map(contacts.map((contact) => [JSON.stringify(contact), contact]));
      last.value.contacts = [...unique.values()];
    }
  }
  return merged;
}

function groupOf(change: Change): string {
  const number = asObject(change.value.metadata)?.phone_number_id;
  const kind = Array.isArray(change.value.messages) ? "messages" : "statuses";
  return `${change.wabaId}|${change.field}|${String(number)}|${kind}|${String(change.time)}`;
}
