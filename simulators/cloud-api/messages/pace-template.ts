import type { OutboundMessage } from "../model.ts";
import type { Simulator } from "../simulator.ts";

/**
 * Counts a message of a template; true when pacing holds it: a marketing template whose quality is not known to be
 * good waits after so many messages until somebody decides (`/control/pacing`, whatsapp-platform §3.3).
 */
export function takePacing(simulator: Simulator, message: OutboundMessage): boolean {
  const template = simulator.store.templates.get(message.template?.id ?? "");
  const { pacingAfter } = simulator.settings;
  if (!template) {
    return false;
  }
  template.sentCount += 1;
  const isPaced = template.category === "MARKETING" && template.qualityScore !== "GREEN";
  return pacingAfter !== null && isPaced && template.sentCount > pacingAfter;
}
