import type { JsonObject } from "../json.ts";
import type { Simulator } from "../simulator.ts";

/** Tells the business of something about its account, its numbers or its app (whatsapp-platform §4.8). */
export function sendEvent(
  simulator: Simulator,
  wabaId: string,
  field: string,
  value: JsonObject,
): Promise<boolean> {
  const sent = simulator.webhooks.send({
    wabaId,
    field,
    value,
    time: Math.floor(simulator.clock.now() / 1000),
    lane: `account|${wabaId}`,
    subject: { webhook: "other", field },
  });
  simulator.scheduler.track(sent);
  return sent;
}
