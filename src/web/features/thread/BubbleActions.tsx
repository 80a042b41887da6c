import type { Message } from "#contract/messages.ts";
import { ReactButton } from "./ReactButton.tsx";
import { ReplyButton } from "./ReplyButton.tsx";

type Props = { message: Message; onReply: () => void };

/** What can be done with one message: answer exactly it, or react to it where its channel knows that. */
export function BubbleActions({ message, onReply }: Props) {
  return (
    <>
      <ReplyButton onReply={onReply} />
      {message.kind !== "email" && <ReactButton message={message} />}
    </>
  );
}
