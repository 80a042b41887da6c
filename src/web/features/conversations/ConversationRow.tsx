import { Link } from "@tanstack/react-router";
import type { ConversationOfAll } from "#contract/conversations.ts";
import { categoryWord } from "../../ui/category-word.ts";
import { costText } from "../../ui/cost-text.ts";
import { formatDateClock } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./Conversations.module.css";

/** One conversation, with a way to its thread. */
export function ConversationRow({ conversation }: { conversation: ConversationOfAll }) {
  const time = useTime();
  const { words } = time;
  const { customer, threadId, startsAt, endsAt, startedBy, category, messages, cost, state, rules } =
    conversation;
  const hours = Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 3_600_000);
  return (
    <tr>
      <th scope="row">
        <Link to="/inbox/$threadId" params={{ threadId }} search={{}} className={classes.link}>
          {customer.name ?? words("record.noName")}
        </Link>
      </th>
      <td>
        {formatDateClock(Date.parse(startsAt), time)}
        {state !== "confirmed" && (
          <span className={classes.small}>
            {words(state === "provisional" ? "record.provisional" : "record.undelivered")}
          </span>
        )}
      </td>
      <td>{words("record.hours", { count: hours })}</td>
      <td>{words(startedBy === "customer" ? "record.byCustomer" : "record.byBusiness")}</td>
      <td>{categoryWord(category, words)}</td>
      <td>{messages}</td>
      <td>
        {costText(cost, time)}
        {rules === "CBP" && <span className={classes.small}>{words("record.perConversation")}</span>}
      </td>
    </tr>
  );
}
