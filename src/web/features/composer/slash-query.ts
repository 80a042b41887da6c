import type { CannedReply } from "#contract/canned-replies.ts";

/** What stands after a "/" that the person is typing: where the slash is, and the letters behind it. */
export type SlashQuery = { start: number; typed: string };

const slash = /(?:^|\s)\/([\p{L}\p{N}_-]{0,40})$/u;

/** Finds the "/" before the caret; one inside a word (and/or, a web address, a date) is none. */
export function findSlash(text: string, caret: number): SlashQuery | null {
  const match = slash.exec(text.slice(0, caret));
  const typed = match?.[1];
  return typed === undefined ? null : { start: caret - typed.length - 1, typed };
}

const mostShown = 8;

/** The replies that fit what is typed: shortcuts that begin so, then those that contain it, then texts that do. */
export function matchReplies(replies: readonly CannedReply[], typed: string): CannedReply[] {
  const wanted = fold(typed);
  const rankOf = ({ shortcut, text }: CannedReply): number => {
    const name = fold(shortcut);
    if (name.startsWith(wanted)) {
      return 0;
    }
    return name.includes(wanted) ? 1 : fold(text).includes(wanted) ? 2 : 3;
  };
  return replies
    .map((reply) => ({ reply, rank: rankOf(reply) }))
    .filter(({ rank }) => rank < 3)
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, mostShown)
    .map(({ reply }) => reply);
}

function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}
