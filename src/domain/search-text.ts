/** A piece of a shown text, and whether it is what was looked for. */
export type Piece = { text: string; isMatch: boolean };

const mostWordLength = 40;
const mostQueryWords = 8;
const leastLength = 2;

/** Letters that Unicode does not take apart into a letter and its accent. */
const plainLetters: Readonly<Record<string, string>> = {
  ß: "ss",
  æ: "ae",
  œ: "oe",
  ø: "o",
  ł: "l",
  đ: "d",
  ð: "d",
  þ: "th",
  ı: "i",
};
const word = /[\p{L}\p{N}]+/gu;
/** Scripts without spaces between words: there a word may begin at every sign. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}]/u;
const mostUnspacedLength = 8;

/** The words of a text as they are stored and looked for: small letters without accents, each once. */
export function wordsOf(text: string): string[] {
  const words = new Set<string>();
  for (const found of fold(text).folded.match(word) ?? []) {
    if (unspaced.test(found)) {
      const signs = Array.from(found);
      for (let start = 0; start < signs.length; start += 1) {
        words.add(signs.slice(start, start + mostUnspacedLength).join(""));
      }
    } else {
      words.add(cut(found, mostWordLength));
    }
  }
  return [...words];
}

/** What a person typed, as words of which each must begin a word of what is found; none: nothing to look for. */
export function queryWords(query: string): string[] {
  const words = (fold(query).folded.match(word) ?? []).map((one) =>
    cut(one, unspaced.test(one) ? mostUnspacedLength : mostWordLength),
  );
  const telling = words.filter((one) => one.length >= leastLength || unspaced.test(one));
  return [...new Set(telling)].slice(0, mostQueryWords);
}

/** The digits of what looks like a part of a phone number ("+34 600-900"); null: it is something else. */
export function phonePart(query: string): string | null {
  if (!/^[\s+()./-]*\d[\d\s+()./-]*$/.test(query)) {
    return null;
  }
  const digits = query.replace(/\D/g, "").replace(/^00/, "");
  return digits.length < 3 ? null : digits;
}

/** What a customer is found by: the words of the name, usernames and mail addresses, and every end of a phone number. */
export function personWords(person: {
  name: string;
  emails: string[];
  usernames: string[];
  phones: string[];
}): string[] {
  const ends = person.phones.flatMap((phone) => {
    const digits = phone.replace(/\D/g, "");
    return Array.from({ length: Math.max(0, digits.length - 2) }, (_, start) => digits.slice(start));
  });
  return [...new Set([...wordsOf([person.name, ...person.emails, ...person.usernames].join(" ")), ...ends])];
}

/** A text in pieces, those marked that begin a word as one of the looked-for words. */
export function markMatches(text: string, words: readonly string[]): Piece[] {
  const { folded, places } = fold(text);
  const isMarked = Array.from({ length: text.length }, () => false);
  for (const found of folded.matchAll(word)) {
    for (const start of matchesIn(found[0], words)) {
      isMarked.fill(
        true,
        places[found.index + start.at] ?? text.length,
        places[found.index + start.at + start.length] ?? text.length,
      );
    }
  }
  return piecesOf(text, isMarked);
}

/** A phone number in pieces, the digits marked that were looked for, whatever stands between them. */
export function markDigits(text: string, digits: string): Piece[] {
  const places = [...text.matchAll(/\d/g)].map(({ index }) => index);
  const at = text.replace(/\D/g, "").indexOf(digits);
  const isMarked = Array.from({ length: text.length }, () => false);
  if (at >= 0) {
    isMarked.fill(true, places[at] ?? 0, (places[at + digits.length - 1] ?? 0) + 1);
  }
  return piecesOf(text, isMarked);
}

/** The part of a long text around its first match, on one line and cut between words. */
export function excerptOf(text: string, words: readonly string[], length: number): string {
  const line = text.replace(/\s+/gu, " ").trim();
  if (line.length <= length) {
    return line;
  }
  let at = 0;
  for (const { text: piece, isMatch } of markMatches(line, words)) {
    if (isMatch) {
      break;
    }
    at += piece.length;
  }
  const wanted = at >= line.length ? 0 : Math.max(0, at - Math.floor(length / 3));
  const start = wanted === 0 ? 0 : line.indexOf(" ", wanted) + 1 || wanted;
  const end = start + length >= line.length ? line.length : line.lastIndexOf(" ", start + length);
  const part = line.slice(start, end <= start ? start + length : end);
  return `${start > 0 ? "… " : ""}${part.toWellFormed()}${end < line.length ? " …" : ""}`;
}

function matchesIn(found: string, words: readonly string[]): { at: number; length: number }[] {
  return words.flatMap((looked) => {
    const at = unspaced.test(found) ? found.indexOf(looked) : found.startsWith(looked) ? 0 : -1;
    return at < 0 ? [] : [{ at, length: looked.length }];
  });
}

function piecesOf(text: string, isMarked: readonly boolean[]): Piece[] {
  const pieces: Piece[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const isMatch = isMarked[at] === true;
    const last = pieces.at(-1);
    if (last?.isMatch === isMatch) {
      last.text += text[at];
    } else {
      pieces.push({ text: text[at] ?? "", isMatch });
    }
  }
  return pieces;
}

/** The text in small letters without accents, and for each of its characters the place in the original. */
function fold(text: string): { folded: string; places: number[] } {
  let folded = "";
  const places: number[] = [];
  let at = 0;
  for (const sign of text) {
    const lower = sign.toLowerCase();
    const plain = plainLetters[lower] ?? lower.normalize("NFKD").replace(/\p{M}/gu, "");
    folded += plain;
    for (let part = 0; part < plain.length; part += 1) {
      places.push(at);
    }
    at += sign.length;
  }
  return { folded, places };
}

function cut(one: string, most: number): string {
  return one.length <= most ? one : Array.from(one).slice(0, most).join("");
}
