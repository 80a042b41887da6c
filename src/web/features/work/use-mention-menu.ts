import { useMembers } from "../../api/use-members.ts";
import { useSession } from "../../api/use-session.ts";
import { useTypedMenu } from "../../ui/use-typed-menu.ts";
import type { Person } from "./MentionMenu.tsx";
import { findMention, matchPeople } from "./mention-query.ts";

type Options = {
  isOn: boolean;
  text: string;
  caret: number;
  onInsert: (from: number, to: number, text: string) => void;
};

/** The menu of colleagues that "@" opens in a note. */
export function useMentionMenu({ isOn, text, caret, onInsert }: Options) {
  const { user } = useSession();
  const members = useMembers();
  const query = isOn ? findMention(text, caret) : null;
  const others = members.filter((member) => member.id !== user.id);
  const choices = query === null ? [] : matchPeople(others, query.typed);
  return useTypedMenu<Person>({
    query,
    choices,
    isWorthShowing: choices.length > 0,
    onChoose: ({ name }, { start }) => onInsert(start, caret, `@${name} `),
  });
}
