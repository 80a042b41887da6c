/** A piece of a text as WhatsApp shows it. */
export type TextPiece =
  | { kind: "plain"; text: string }
  | { kind: "mono"; text: string }
  | { kind: "bold" | "italic" | "strike"; pieces: TextPiece[] };

const marks = { "*": "bold", _: "italic", "~": "strike" } as const;

/** Customers write up to 65,536 signs: of a line of more than we may send ourselves, marks are not looked for. */
const longestLine = 4_096;

/**
 * WhatsApp's marks (*bold* _italic_ ~struck~ ```mono```): a mark begins before a letter and ends after one, both at the
 * edge of a word, and never reaches over a line. What is no mark is text.
 */
export function formatText(text: string): TextPiece[] {
  return text
    .split(/(```[\s\S]+?```)/)
    .flatMap((part, index) =>
      index % 2 === 1 ? [{ kind: "mono" as const, text: part.slice(3, -3) }] : formatLines(part),
    );
}

function formatLines(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  for (const line of text.split(/(?<=\n)/)) {
    const own: TextPiece[] = line.length > longestLine ? [{ kind: "plain", text: line }] : formatMarks(line);
    for (const piece of own) {
      const last = pieces.at(-1);
      if (piece.kind === "plain" && last?.kind === "plain") {
        pieces[pieces.length - 1] = { kind: "plain", text: last.text + piece.text };
      } else {
        pieces.push(piece);
      }
    }
  }
  return pieces;
}

const mark = /(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}])/u;

function formatMarks(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let rest = text;
  for (let found = mark.exec(rest); found !== null; found = mark.exec(rest)) {
    const [whole, sign, inner = ""] = found;
    if (found.index > 0) {
      pieces.push({ kind: "plain", text: rest.slice(0, found.index) });
    }
    pieces.push({ kind: marks[sign as keyof typeof marks], pieces: formatMarks(inner) });
    rest = rest.slice(found.index + whole.length);
  }
  return rest === "" ? pieces : [...pieces, { kind: "plain", text: rest }];
}
