import type { Message } from "#contract/messages.ts";

/** Kinds that are small lines across the thread, not bubbles. */
const lines = new Set(["system", "welcome", "preference"]);
/** Kinds that have a card of their own; what nobody knows has the notice. */
const plain = new Set(
  "text template email note button image video audio document sticker edit reaction".split(" "),
);

/** Whether an item of a thread is told by a small line. A change of a message that we have is one: its text is there. */
export function isLine({ kind, amends }: Message): boolean {
  return lines.has(kind) || kind === "revoke" || (amends?.messageId ?? null) !== null;
}

/** Kinds of ours that carry what is neither text nor file. */
const carrying = new Set(["location", "contacts", "interactive"]);

/** Whether what a message of ours says is in what it carries: a place, cards, something to tap with its text. */
export function isCarrying({ direction, kind }: Message): boolean {
  return direction === "out" && carrying.has(kind);
}

/** Whether a kind has more to show than its text and its files; a tap on a button has not. */
export function hasOwnContent({ kind, text, payload }: Message): boolean {
  if (kind === "interactive" && text !== null) {
    const answer = partOf(payload, "interactive");
    return ["description", "response", "permission"].some((key) => partOf(answer, key) !== null);
  }
  return !plain.has(kind);
}

/** Whether what a form says stands in its answers: then its text is only WhatsApp's word for "sent". */
export function isForm({ kind, payload }: Message): boolean {
  return kind === "interactive" && partOf(partOf(payload, "interactive"), "response") !== null;
}

function partOf(payload: unknown, key: string): unknown {
  return typeof payload === "object" && payload !== null ? (Reflect.get(payload, key) ?? null) : null;
}

/** How high the part of a kind is about to be, so that nothing moves when its code comes. */
export function placeOf({ kind, payload }: Message): string {
  switch (kind) {
    case "location":
      return "7rem";
    case "contacts":
      return "6.5rem";
    case "order":
      return "6rem";
    case "interactive":
      return partOf(partOf(payload, "interactive"), "description") === null ? "5rem" : "1.25rem";
    case "call":
    case "media":
      return "1.5rem";
    default:
      return "5rem";
  }
}
