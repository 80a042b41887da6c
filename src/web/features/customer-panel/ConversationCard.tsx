import type { ConversationItem } from "#contract/customers.ts";
import { useChannels } from "../../api/use-channels.ts";
import { categoryWord } from "../../ui/category-word.ts";
import { costText } from "../../ui/cost-text.ts";
import { formatDateClock } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./Conversations.module.css";

/** One conversation: category, who started it, its 24 hours, its cost. */
export function ConversationCard({ conversation }: { conversation: ConversationItem }) {
  const time = useTime();
  const { words } = time;
  const numbers = useChannels().filter(({ kind }) => kind === "whatsapp");
  const { category, startedBy, startsAt, endsAt, state, channelId } = conversation;
  const number = numbers.find(({ id }) => id === channelId);
  return (
    <li className={classes.card}>
      <p className={classes.top}>
        <span className={classes.category}>{categoryWord(category, words)}</span>
        <span>{costText(conversation.cost, time)}</span>
      </p>
      <p className={classes.fact}>
        {words(startedBy === "customer" ? "panel.byCustomer" : "panel.byBusiness")}
        {numbers.length > 1 && number !== undefined && ` · ${number.name}`}
      </p>
      <p className={classes.fact}>
        {formatDateClock(Date.parse(startsAt), time)} – {formatDateClock(Date.parse(endsAt), time)}
      </p>
      {state !== "confirmed" && (
        <p className={classes.unsure}>
          {words(state === "provisional" ? "thread.provisional" : "panel.undelivered")}
        </p>
      )}
    </li>
  );
}
