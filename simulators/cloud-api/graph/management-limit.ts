import type { JsonObject } from "../json.ts";
import type { Simulator } from "../simulator.ts";
import { GraphError } from "./graph-error.ts";
import type { GraphRequest } from "./graph-request.ts";

/** Calls about an account in an hour: more once it has a registered number (whatsapp-platform §7.1). */
export type ManagementLimit = { registered: number; unregistered: number; perMs: number };

/** What a management call used up: what the header says, and whether it was too much. */
export type Usage = { header: string; retryAfterSeconds: number | null };

/**
 * Counts a call about an account or its templates in real time; answers what `X-Business-Use-Case-Usage` says, or null
 * for other calls.
 */
export function countManagementCall(simulator: Simulator, request: GraphRequest, now: number): Usage | null {
  const { store, managementLimit, managementCalls } = simulator;
  const wabaId = store.wabas.has(request.id) ? request.id : store.templates.get(request.id)?.wabaId;
  if (wabaId === undefined || managementLimit === null) {
    return null;
  }
  const hasNumber = [...store.phoneNumbers.values()].some(
    (phoneNumber) => phoneNumber.wabaId === wabaId && phoneNumber.status === "CONNECTED",
  );
  const most = hasNumber ? managementLimit.registered : managementLimit.unregistered;
  const recent = (managementCalls.get(wabaId) ?? []).filter((at) => now - at < managementLimit.perMs);
  const isOver = recent.length >= most;
  managementCalls.set(wabaId, isOver ? recent : [...recent, now]);
  const waitMs = isOver ? managementLimit.perMs - (now - (recent[0] ?? now)) : 0;
  const percent = Math.min(100, Math.floor((100 * (recent.length + (isOver ? 0 : 1))) / most));
  const usage: JsonObject = {
    type: "whatsapp",
    call_count: percent,
    total_cputime: percent,
    total_time: percent,
    estimated_time_to_regain_access: Math.ceil(waitMs / 60_000),
  };
  return {
    header: JSON.stringify({ [wabaId]: [usage] }),
    retryAfterSeconds: isOver ? Math.ceil(waitMs / 1000) : null,
  };
}

/** The refusal of a call too many. */
export function tooManyCalls(): GraphError {
  return new GraphError(80007, "There have been too many calls to this WhatsApp Business account.");
}
