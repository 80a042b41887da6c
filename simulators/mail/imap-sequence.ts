import type { StoredMail } from "./mailbox.ts";

/** The mails that a sequence set (RFC 3501 §9) names, by UID or by place in the view; null when it can't be read. */
export function selectMails(view: StoredMail[], set: string, byUid: boolean): StoredMail[] | null {
  const last = byUid ? (view.at(-1)?.uid ?? 0) : view.length;
  const ranges: { from: number; to: number }[] = [];
  for (const part of set.split(",")) {
    const found = /^(\d+|\*)(?::(\d+|\*))?$/.exec(part);
    if (found === null) {
      return null;
    }
    const bound = (text: string) => (text === "*" ? last : Number(text));
    const one = bound(found[1] ?? "*");
    const other = found[2] === undefined ? one : bound(found[2]);
    ranges.push({ from: Math.min(one, other), to: Math.max(one, other) });
  }
  return view.filter((mail, index) => {
    const number = byUid ? mail.uid : index + 1;
    return ranges.some((range) => range.from <= number && number <= range.to);
  });
}
