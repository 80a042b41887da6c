import { useEffect, useRef, useState } from "react";
import type { Message } from "#contract/messages.ts";
import { kindWord } from "../../ui/kind-word.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./MessageItem.module.css";

/** Reads out what a customer just wrote; older messages that are loaded later are never announced. */
export function NewMessage({
  messages,
  customerName,
}: {
  messages: readonly Message[];
  customerName: string;
}) {
  const words = useWords();
  const newest = messages.findLast(({ direction }) => direction === "in");
  const [spoken, setSpoken] = useState("");
  const knownId = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (newest !== undefined && knownId.current !== undefined && newest.id !== knownId.current) {
      const text = newest.text ?? kindWord(newest.kind, words);
      setSpoken(`${words("thread.customerSays", { name: customerName })} ${text}`);
    }
    if (messages.length > 0) {
      knownId.current = newest?.id ?? "";
    }
  }, [newest, messages.length, customerName, words]);
  return (
    <p className={classes.spoken} aria-live="polite">
      {spoken}
    </p>
  );
}
