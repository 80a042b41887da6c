/** One argument of a command: an atom, a string or a literal, or a parenthesized list of them. */
export type ImapValue = string | ImapValue[];

/** What the bytes received so far hold. `literal` counts the literals whose bytes are awaited (RFC 3501 §4.3). */
export type CommandRead =
  | { kind: "incomplete" }
  | { kind: "literal"; index: number }
  | { kind: "command"; tag: string; name: string; values: ImapValue[]; length: number }
  | { kind: "bad"; tag: string; reason: string; length: number };

/** Longest command that is read, literals included. */
export const maxCommandBytes = 1024 * 1024;

/** Reads the first whole command of the buffer, if it is there. */
export function readCommand(buffer: Buffer): CommandRead {
  const literals: string[] = [];
  let line = "";
  let at = 0;
  for (;;) {
    const end = buffer.indexOf("\r\n", at, "latin1");
    if (end === -1) {
      return buffer.length > maxCommandBytes
        ? bad("", "Command too long", buffer.length)
        : { kind: "incomplete" };
    }
    const piece = buffer.toString("latin1", at, end);
    at = end + 2;
    const marker = /\{(\d{1,9})(\+?)\}$/.exec(piece);
    if (marker === null) {
      line += piece;
      break;
    }
    const size = Number(marker[1]);
    if (buffer.length < at + size) {
      if (size > maxCommandBytes) {
        return bad(piece.split(" ")[0] ?? "", "Literal too long", buffer.length);
      }
      return marker[2] === "+" ? { kind: "incomplete" } : { kind: "literal", index: literals.length + 1 };
    }
    line += `${piece.slice(0, marker.index)}\0${literals.length}\0`;
    literals.push(buffer.toString("utf8", at, at + size));
    at += size;
  }
  return readLine(line, literals, at);
}

function readLine(line: string, literals: string[], length: number): CommandRead {
  const words = /^(\S+)(?: ([A-Za-z]+))?(?: |$)/.exec(line);
  const tag = words?.[1] ?? "";
  if (words?.[2] === undefined) {
    return bad(tag, "Missing command", length);
  }
  let name = words[2].toUpperCase();
  let rest = line.slice(words[0].length);
  if (name === "UID") {
    const [second = "", ...others] = rest.split(" ");
    name = `UID ${second.toUpperCase()}`;
    rest = others.join(" ");
  }
  const values = readValues(rest, literals);
  return values === null ? bad(tag, "Syntax error", length) : { kind: "command", tag, name, values, length };
}

const tokenPattern = /\0(\d+)\0|"((?:[^"\\]|\\.)*)"|([()])|((?:[^\s()"[\]\0]|\[[^\]]*\])+)|(\s+)/gy;

function readValues(text: string, literals: string[]): ImapValue[] | null {
  const stack: ImapValue[][] = [[]];
  tokenPattern.lastIndex = 0;
  let read = 0;
  for (let token = tokenPattern.exec(text); token !== null; token = tokenPattern.exec(text)) {
    read = tokenPattern.lastIndex;
    const current = stack.at(-1);
    if (current === undefined) {
      return null;
    }
    if (token[1] !== undefined) {
      current.push(literals[Number(token[1])] ?? "");
    } else if (token[2] !== undefined) {
      current.push(Buffer.from(token[2].replace(/\\(.)/g, "$1"), "latin1").toString("utf8"));
    } else if (token[3] === "(") {
      const list: ImapValue[] = [];
      current.push(list);
      stack.push(list);
    } else if (token[3] === ")") {
      stack.pop();
    } else if (token[4] !== undefined) {
      current.push(token[4]);
    }
  }
  return read === text.length && stack.length === 1 ? (stack[0] ?? []) : null;
}

function bad(tag: string, reason: string, length: number): CommandRead {
  return { kind: "bad", tag, reason, length };
}
