import { CatchBoundary } from "@tanstack/react-router";
import { type ReactNode, Suspense } from "react";
import type { Message } from "#contract/messages.ts";
import { kindWord } from "../../ui/kind-word.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./MessageItem.module.css";

type Props = {
  message: Message;
  /** How high it is about to be. */
  height: string;
  children: ReactNode;
};

/** A part of a message that comes later, in a place as high as it; what fails in it fails alone, never the thread (P7). */
export function MessagePart({ message, height, children }: Props) {
  return (
    <CatchBoundary getResetKey={() => message.id} errorComponent={() => <BrokenPart kind={message.kind} />}>
      <Suspense fallback={<span className={classes.place} style={{ height }} />}>{children}</Suspense>
    </CatchBoundary>
  );
}

function BrokenPart({ kind }: { kind: string }) {
  return <em className={classes.bare}>{kindWord(kind, useWords())}</em>;
}
