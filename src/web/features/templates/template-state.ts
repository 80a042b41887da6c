import type { WordKey } from "../../text/translate.ts";

type State = { key: WordKey; tone: "good" | "warn" | "bad" };

const states: Readonly<Record<string, State>> = {
  approved: { key: "settings.templateApproved", tone: "good" },
  flagged: { key: "settings.templateApproved", tone: "good" },
  pending: { key: "template.reason.pending", tone: "warn" },
  in_appeal: { key: "template.reason.in_appeal", tone: "warn" },
  paused: { key: "template.reason.paused", tone: "warn" },
  rejected: { key: "template.reason.rejected", tone: "bad" },
  disabled: { key: "template.reason.disabled", tone: "bad" },
};

/** WhatsApp's word for the state of a template as words of ours. */
export function templateState(status: string): State {
  return states[status.toLowerCase()] ?? { key: "template.reason.other", tone: "bad" };
}

/** The text of a template, as Meta keeps it. */
export function bodyTextOf(components: readonly unknown[]): string {
  for (const component of components) {
    if (
      typeof component === "object" &&
      component !== null &&
      "type" in component &&
      component.type === "BODY"
    ) {
      return "text" in component && typeof component.text === "string" ? component.text : "";
    }
  }
  return "";
}
