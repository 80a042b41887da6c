import { Fragment } from "react";
import type { Message } from "#contract/messages.ts";
import type { ConversationView } from "#contract/threads.ts";
import { categoryWord } from "../../ui/category-word.ts";
import { formatDateClock } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import { chargeText } from "./charge-text.ts";
import { conversationCharge } from "./conversation-charge.ts";
import classes from "./Dividers.module.css";

type Props = { conversation: ConversationView; messages: readonly Message[] };

/** The line breaks between its parts only: a date stays whole. */
const separator = " · ";

/** Where a conversation begins: who started it, its 24 hours, its category and what it cost. */
export function ConversationDivider({ conversation, messages }: Props) {
  const time = useTime();
  const { words } = time;
  const { startedBy, startsAt, endsAt, category, confirmed } = conversation;
  const charge = conversationCharge(messages);
  const facts = {
    by: words(startedBy === "customer" ? "thread.byCustomer" : "thread.byBusiness"),
    from: formatDateClock(Date.parse(startsAt), time),
    to: formatDateClock(Date.parse(endsAt), time),
    category: categoryWord(category, words),
  };
  const told =
    charge === null || charge === undefined
      ? words("thread.conversationNoCost", facts)
      : words("thread.conversation", { ...facts, cost: chargeText(charge, words, time.language) });
  const [starter, ...parts] = told.split(separator);
  return (
    <p className={classes.conversation}>
      {starter}
      {[...parts, ...(confirmed ? [] : [words("thread.provisional")])].map((part) => (
        <Fragment key={part}>
          {separator}
          <span className={classes.whole}>{part}</span>
        </Fragment>
      ))}
    </p>
  );
}
