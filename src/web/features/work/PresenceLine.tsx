import { IconEye, IconPencil } from "@tabler/icons-react";
import { useLanguage, useWords } from "../../ui/use-words.ts";
import classes from "./PresenceLine.module.css";
import { usePresence, useTellPresence } from "./use-presence.ts";

/** Who else is at the thread; the place is kept for readers, so that a change in it is read out. */
export function PresenceLine({ threadId }: { threadId: string }) {
  const words = useWords();
  const language = useLanguage();
  useTellPresence(threadId);
  const presence = usePresence(threadId);
  const names = new Intl.ListFormat(language).format(presence?.names ?? []);
  const text =
    presence === null
      ? undefined
      : words(`work.presence.${presence.state}`, { count: presence.names.length, names });
  const Icon = presence?.state === "typing" ? IconPencil : IconEye;
  return (
    <span className={classes.line} role="status" title={text}>
      {text !== undefined && (
        <>
          <Icon size={14} aria-hidden="true" className={classes.icon} />
          {text}
        </>
      )}
    </span>
  );
}
