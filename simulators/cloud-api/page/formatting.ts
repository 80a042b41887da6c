import { make } from "./elements.ts";

/** *bold* _italic_ ~struck~ ```code``` and links, as messengers show them; nothing is ever read as HTML. */
const marks =
  /(\*\S(?:[^*\n]*\S)?\*)|(_\S(?:[^_\n]*\S)?_)|(~\S(?:[^~\n]*\S)?~)|(```[^`]+```)|(https?:\/\/[^\s]+)/g;

/** The pieces of a message's text. */
export function formatText(source: string): (Node | string)[] {
  const pieces: (Node | string)[] = [];
  let position = 0;
  for (const match of source.matchAll(marks)) {
    const found = match[0];
    pieces.push(source.slice(position, match.index), formatMark(found));
    position = match.index + found.length;
  }
  pieces.push(source.slice(position));
  return pieces;
}

function formatMark(found: string): Node {
  if (found.startsWith("http")) {
    return make("a", { href: found, target: "_blank", rel: "noopener noreferrer" }, found);
  }
  if (found.startsWith("```")) {
    return make("code", {}, found.slice(3, -3));
  }
  const tag = ({ "*": "strong", _: "em", "~": "s" } as const)[
    found.startsWith("*") ? "*" : found.startsWith("_") ? "_" : "~"
  ];
  return make(tag, {}, ...formatText(found.slice(1, -1)));
}
