import { IconAlertCircle } from "@tabler/icons-react";
import type { ThreadItem } from "#contract/threads.ts";
import { isEmpty, useDraftsOf } from "../../api/drafts.ts";
import { useWords } from "../../ui/use-words.ts";
import { KindIcon } from "./KindIcon.tsx";
import classes from "./Preview.module.css";
import { saidText, speakerOf } from "./preview-text.ts";

/** One line of what was said last, with who said it; what is unfinished or failed comes first. */
export function Preview({ thread }: { thread: ThreadItem }) {
  const words = useWords();
  const { lastMessage: last } = thread;
  const draft = Object.values(useDraftsOf(thread.id).byKind).find((one) => !isEmpty(one));
  if (draft !== undefined) {
    return (
      <span className={classes.preview}>
        <span className={classes.draft}>{words("list.draft")}: </span>
        {draft.text.replace(/\s+/g, " ").trim() || draft.subject || draft.files[0]?.name}
      </span>
    );
  }
  if (last === null) {
    return <span className={classes.preview}>{words("list.noMessages")}</span>;
  }
  const isFailed = last.status === "failed" || last.status === "expired";
  const isUnread = thread.unread > 0 ? "true" : undefined;
  const by = speakerOf(last, words);
  return (
    <span className={classes.preview} data-unread={isUnread}>
      {isFailed && (
        <span className={classes.failed}>
          <IconAlertCircle size={14} aria-hidden="true" /> {words("list.failed")}:{" "}
        </span>
      )}
      {!isFailed && by !== null && `${by}: `}
      <KindIcon kind={last.kind} /> {saidText(last, words)}
    </span>
  );
}
