import type { ThreadDetail } from "#contract/threads.ts";
import { fillPlaceholders } from "#domain/placeholders.ts";
import { useCannedReplies } from "../../api/use-canned-replies.ts";
import { useTypedMenu } from "../../ui/use-typed-menu.ts";
import type { CannedChoice } from "./CannedMenu.tsx";
import { findSlash, matchReplies } from "./slash-query.ts";
import { usePlaceholderValues } from "./use-placeholder-values.ts";

type Options = {
  thread: ThreadDetail;
  text: string;
  caret: number;
  /** Puts the reply in the place of "/…". */
  onInsert: (from: number, to: number, text: string) => void;
};

/** The menu of canned replies that "/" opens in a text box. */
export function useCannedMenu({ thread, text, caret, onInsert }: Options) {
  const slash = findSlash(text, caret);
  const { replies, isReady } = useCannedReplies(slash !== null);
  const values = usePlaceholderValues(thread);
  const found = slash === null ? [] : matchReplies(replies, slash.typed);
  const choices = found.map((reply) => ({ ...reply, text: fillPlaceholders(reply.text, values) }));
  return useTypedMenu<CannedChoice>({
    query: slash,
    choices,
    // Without any reply the menu says where to write one; without a fitting one it gets out of the way.
    isWorthShowing: isReady && (choices.length > 0 || (replies.length === 0 && slash?.typed === "")),
    onChoose: (choice, { start }) => onInsert(start, caret, choice.text),
  });
}
