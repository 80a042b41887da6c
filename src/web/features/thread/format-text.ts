/** A piece of a text as WhatsApp shows it. */
export type TextPiece =
  | { kind: "plain"; text: string }
  | { kind: "mono"; text: string }
  | { kind: "bold" | "italic" | "strike"; pieces: TextPiece[] };

const marks = { "*": "bold", _: "italic", "~": "strike" } as const;

/**
 * WhatsApp's marks (*bold* _italic_ ~struck~ ```mono```): a mark begins before a letter and ends after one, both at the
 * edge of a word, and never reaches over a line. What is no mark is text.
 */
export function formatText(text: string): TextPiece[] {
  const mono = /```([\s\S]+?)```/.exec(text);
  if (mono !== null) {
    const before = text.slice(0, mono.index);
    const after = text.slice(mono.index + mono[0].length);
    return [...formatMarks(before), { kind: "mono", text: mono[1] ?? "" }, ...formatText(after)];
  }
  return formatMarks(text);
}

function formatMarks(text: string): TextPiece[] {
  const found = /(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/u.exec(text);
  if (found === null) {
    return text === "" ? [] : [{ kind: "plain", text }];
  }
  const [whole, mark, inner = ""] = found;
  const before = text.slice(0, found.index);
  const kind = marks[mark as keyof typeof marks];
  return [
    ...(before === "" ? [] : [{ kind: "plain" as const, text: before }]),
    { kind, pieces: formatMarks(inner) },
    ...formatMarks(text.slice(found.index + whole.length)),
  ];
}
