/** A part of a file, both ends included; "all": the whole of it; "none": nothing of it is there. */
export type Range = { start: number; end: number } | "all" | "none";

/**
 * Which part a player asks for (RFC 9110 §14.2). Several parts at once, words that we do not know and broken ones are no
 * question: then the whole file is the answer.
 */
export function readRange(header: string | undefined, size: number): Range {
  const asked = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? "");
  const [, first = "", last = ""] = asked ?? [];
  if (first === "" && last === "") {
    return "all";
  }
  if (first === "") {
    const length = Number(last);
    return length === 0 || size === 0 ? "none" : { start: Math.max(0, size - length), end: size - 1 };
  }
  const start = Number(first);
  const end = last === "" ? size - 1 : Math.min(Number(last), size - 1);
  if (last !== "" && Number(last) < start) {
    return "all";
  }
  return start >= size ? "none" : { start, end };
}
