/** A string or template of a source text, with `${…}` as written. */
export type Literal = { text: string; line: number };

/** All strings and templates of TypeScript source, those inside of templates too; comments are left out. */
export function literalsOf(source: string): Literal[] {
  const found: Literal[] = [];
  let at = 0;

  const lineAt = (place: number) => source.slice(0, place).split("\n").length;

  /** Until the brace that closes a placeholder, or the end. */
  function readCode(): void {
    for (let depth = 0; at < source.length; ) {
      const char = source[at];
      depth += char === "{" ? 1 : 0;
      depth -= char === "}" ? 1 : 0;
      if (depth < 0) {
        return;
      }
      readOne(char);
    }
  }

  function readOne(char: string | undefined): void {
    if (source.startsWith("//", at)) {
      at = endOf("\n");
    } else if (source.startsWith("/*", at)) {
      at = endOf("*/");
    } else if (char === '"' || char === "'") {
      readString(char);
    } else if (char === "`") {
      readTemplate();
    } else if (char === "/" && isRegExpStart()) {
      readRegExp();
    } else {
      at += 1;
    }
  }

  function endOf(mark: string): number {
    const end = source.indexOf(mark, at);
    return end < 0 ? source.length : end + mark.length;
  }

  function readString(quote: string): void {
    const start = at;
    at += 1;
    while (at < source.length && source[at] !== quote && source[at] !== "\n") {
      at += source[at] === "\\" ? 2 : 1;
    }
    at += 1;
    found.push({ text: source.slice(start + 1, at - 1), line: lineAt(start) });
  }

  function readTemplate(): void {
    const start = at;
    at += 1;
    while (at < source.length && source[at] !== "`") {
      if (source[at] === "\\") {
        at += 2;
      } else if (source.startsWith("${", at)) {
        at += 2;
        readCode();
        at += 1;
      } else {
        at += 1;
      }
    }
    at += 1;
    found.push({ text: source.slice(start + 1, at - 1), line: lineAt(start) });
  }

  /** A slash after an operator or an opening bracket begins a pattern; elsewhere it divides. */
  function isRegExpStart(): boolean {
    return /[=(,:[!&|?{};]\s*$|\breturn\s*$|=>\s*$/.test(source.slice(Math.max(0, at - 20), at));
  }

  function readRegExp(): void {
    let isInClass = false;
    at += 1;
    while (at < source.length && source[at] !== "\n" && (isInClass || source[at] !== "/")) {
      isInClass = source[at] === "[" || (isInClass && source[at] !== "]");
      at += source[at] === "\\" ? 2 : 1;
    }
    at += 1;
  }

  readCode();
  return found;
}
