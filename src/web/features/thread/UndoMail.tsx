import { Button } from "@mantine/core";
import { IconArrowBackUp } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import type { Message } from "#contract/messages.ts";
import { type Instant, secondMs } from "#domain/time.ts";
import { serverNow } from "../../api/server-clock.ts";
import { takeBack } from "../../api/take-back.ts";
import { useSession } from "../../api/use-session.ts";
import { notify } from "../../ui/notify.ts";
import { useWords } from "../../ui/use-words.ts";
import { focusComposer } from "../composer/focus-composer.ts";
import classes from "./UndoMail.module.css";

/** The seconds in which a mail can still be taken back, and the button that does. */
export function UndoMail({ message, until }: { message: Message; until: Instant }) {
  const words = useWords();
  const { user } = useSession();
  const leftMs = useLeft(until);
  const [isAsked, setIsAsked] = useState(false);
  if (leftMs <= 0 || message.author?.id !== user.id) {
    return null;
  }
  const handleUndo = async (): Promise<void> => {
    setIsAsked(true);
    if (await takeBack(message)) {
      focusComposer();
    } else {
      void notify(words("undo.failed"));
    }
  };
  return (
    <span className={classes.undo}>
      <span className={classes.left}>{words("undo.going", { seconds: Math.ceil(leftMs / secondMs) })}</span>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconArrowBackUp size={15} aria-hidden="true" />}
        loading={isAsked}
        onClick={() => void handleUndo()}
      >
        {words("undo.action")}
      </Button>
    </span>
  );
}

function useLeft(until: Instant): number {
  const [leftMs, setLeftMs] = useState(() => until - serverNow());
  useEffect(() => {
    const timer = setInterval(() => setLeftMs(until - serverNow()), 250);
    return () => clearInterval(timer);
  }, [until]);
  return leftMs;
}
