import type { ChannelState, Recipient } from "./send-rules.ts";
import type { Instant } from "./time.ts";
import type { WindowState } from "./window.ts";

/** A way on that the composer offers when free text is not possible. */
export type Exit = "template" | "email" | "add-email" | "note";

/** Which words explain the composer (A8, B1 a and b, B5, D7): keys of the interface's texts. */
export type ComposerWording =
  | "open"
  | "never-written"
  | "closed-by-time"
  | "closed-by-whatsapp"
  | "awaiting-answer";

/** What the composer knows of the chosen channel and identity. */
export type ExitsQuestion = {
  now: Instant;
  window: WindowState | null;
  recipient: Pick<Recipient, "hasEmail" | "blocked">;
  /** Whether a mailbox of ours is there to write from. */
  mailState: ChannelState | "absent";
  /** When our last template went out on that channel and identity; null when none did or it failed. */
  lastTemplateAt: Instant | null;
};

/** What the composer says and offers: nothing to leave while the window is open, else template, e-mail and note. */
export type ComposerExits = { wording: ComposerWording; exits: Exit[] };

/** A8, B1, B5, C4: the words and the ways on for a window at one moment. */
export function exitsFor(question: ExitsQuestion): ComposerExits {
  const wording = wordingFor(question);
  return { wording, exits: wording === "open" ? [] : closedExits(question) };
}

/** W9, D7: a person may try once more after WhatsApp refused although our clock said open, while it still does. */
export function mayRetryRefused(window: WindowState, now: Instant, retriesSoFar: number): boolean {
  return (
    window.state === "closed" &&
    window.closedBy === "provider" &&
    window.closesAt !== null &&
    now < window.closesAt &&
    retriesSoFar === 0
  );
}

function wordingFor({ now, window, lastTemplateAt }: ExitsQuestion): ComposerWording {
  if (window === null || window.state === "never") {
    return lastTemplateAt === null ? "never-written" : "awaiting-answer";
  }
  if (window.state === "open" && now < window.closesAt) {
    return "open";
  }
  if (lastTemplateAt !== null && lastTemplateAt > (window.lastCustomerMessageAt ?? 0)) {
    return "awaiting-answer";
  }
  return window.state === "closed" && window.closedBy === "provider"
    ? "closed-by-whatsapp"
    : "closed-by-time";
}

function closedExits({ recipient, mailState }: ExitsQuestion): Exit[] {
  if (recipient.blocked) {
    return ["note"];
  }
  if (mailState !== "connected") {
    return ["template", "note"];
  }
  return ["template", recipient.hasEmail ? "email" : "add-email", "note"];
}
