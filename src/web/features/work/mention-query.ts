/** What stands after an "@" that the person is typing: where it is, and the letters behind it. */
export type MentionQuery = { start: number; typed: string };

const at = /(?:^|[\s(])@([\p{L}\p{N}'-]{0,40}(?: [\p{L}\p{N}'-]{1,40})?)$/u;

/** Finds the "@" before the caret; one inside a word (a mail address) is none. */
export function findMention(text: string, caret: number): MentionQuery | null {
  const match = at.exec(text.slice(0, caret));
  const typed = match?.[1];
  return typed === undefined ? null : { start: caret - typed.length - 1, typed };
}

type Person = { id: string; name: string };

/** The people whose name, or a part of it, begins with what is typed. */
export function matchPeople<Someone extends Person>(people: readonly Someone[], typed: string): Someone[] {
  const wanted = fold(typed);
  return people.filter(({ name }) => {
    const folded = fold(name);
    return folded.startsWith(wanted) || folded.split(/\s+/).some((part) => part.startsWith(wanted));
  });
}

/** The people who are named in a text as "@" and their whole name; of two names that begin alike the longer one counts. */
export function findMentioned<Someone extends Person>(people: readonly Someone[], text: string): Someone[] {
  let rest = text;
  return people
    .toSorted((one, other) => other.name.length - one.name.length)
    .filter(({ name }) => {
      const found = new RegExp(`(?<![\\p{L}\\p{N}])@${quoteForPattern(name)}(?![\\p{L}\\p{N}])`, "gu");
      const isNamed = found.test(rest);
      rest = rest.replace(found, " ");
      return isNamed;
    });
}

const quoteForPattern = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
