/** A mail's own text and the older mails that it quotes below; nothing of it is lost. */
export type SplitMail = { own: string; quoted: string };

/** The line with which mail programs introduce what they quote: "El … escribió:", "On … wrote:", "Le … a écrit :". */
const introduction =
  /^(?:(?:el|on|am|le|il|em|op)\s.{6,300}(?:escribió|wrote|schrieb|a écrit|ha scritto|escreveu|schreef)\s?:|-{2,}\s*(?:mensaje original|original message|ursprüngliche nachricht|message d'origine|forwarded message|mensaje reenviado)\s*-{2,}|_{10,})$/i;
/** Outlook's block of headers: a sender's line, then a date's within the next two. */
const sender = /^\*?(?:de|from|von)\s?:\*?\s.+/i;
const sent = /^\*?(?:enviado|enviado el|fecha|sent|date|gesendet)\s?:\*?\s.+/i;

/** Cuts a mail where the quoted part at its end begins. A mail that is nothing but a quote stays whole. */
export function splitQuote(text: string): SplitMail {
  const lines = text.split(/\r?\n/);
  const start = findStart(lines) ?? lines.length;
  const own = lines.slice(0, start).join("\n").trimEnd();
  return start === lines.length || own === ""
    ? { own: text, quoted: "" }
    : { own, quoted: lines.slice(start).join("\n").trim() };
}

function findStart(lines: readonly string[]): number | null {
  for (const [index, raw] of lines.entries()) {
    const line = raw.trim();
    // Long introductions are broken into two lines by some programs.
    const joined = `${line} ${lines[index + 1]?.trim() ?? ""}`;
    if (introduction.test(line) || (/^(?:el|on)\s/i.test(line) && introduction.test(joined))) {
      return index;
    }
    if (sender.test(line) && lines.slice(index + 1, index + 3).some((next) => sent.test(next.trim()))) {
      return index;
    }
  }
  return findTrailingMarks(lines);
}

/** A run of ">" lines that goes on to the end; answers between quoted lines are no such run. */
function findTrailingMarks(lines: readonly string[]): number | null {
  let start: number | null = null;
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    const line = lines[index]?.trim() ?? "";
    if (line.startsWith(">")) {
      start = index;
    } else if (line !== "") {
      break;
    }
  }
  return start;
}
