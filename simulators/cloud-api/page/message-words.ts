import type { Message } from "./model.ts";
import { isTextKey, text } from "./text.ts";

const words = { image: "photo", ptt: "audio" } as const;

/** A message in one line: its words, or what it is. */
export function summaryOf(message: { author: string; type: string; text: string | null }): string {
  const kind = kindOf(message.type);
  const said = message.text ?? kind ?? text("unsupported");
  const shown = message.text !== null && kind !== null ? `${kind} · ${said}` : said;
  return message.author === "customer" ? `${text("you")}: ${shown}` : shown;
}

/** The name of a type that is not text; null for words and buttons. */
export function kindOf(type: string): string | null {
  const key = type === "image" ? words.image : type;
  const isPlain = ["text", "template", "button", "interactive"].includes(type);
  return !isPlain && isTextKey(key) ? text(key) : null;
}

/** Who wrote a message, from the customer's side. */
export function authorOf(message: Pick<Message, "author">): string {
  return message.author === "customer" ? text("you") : text("hotel");
}
