import { Link } from "@tanstack/react-router";
import type { ChannelView } from "#contract/channels.ts";
import type { FoundMessage as Found } from "#contract/search.ts";
import { markMatches } from "#domain/search-text.ts";
import { Avatar } from "../../ui/Avatar.tsx";
import { ChannelIcon } from "../../ui/ChannelIcon.tsx";
import { customerName } from "../../ui/customer-name.ts";
import { formatListTime } from "../../ui/format-time.ts";
import { Moment } from "../../ui/Moment.tsx";
import { useTime } from "../../ui/use-time.ts";
import classes from "./Found.module.css";
import type { Marks } from "./FoundPerson.tsx";
import { Marked } from "./Marked.tsx";

type Props = { message: Found; marks: Marks; kind: ChannelView["kind"] | undefined };

/** A message that was found; it opens in its thread. */
export function FoundMessage({ message, marks, kind }: Props) {
  const time = useTime();
  const name = customerName(message.customer);
  const at = Date.parse(message.sentAt);
  return (
    <Link
      to="/inbox/$threadId"
      params={{ threadId: message.threadId }}
      search={(search) => ({ ...search, message: message.id })}
      className={classes.found}
      activeOptions={{ includeSearch: true }}
      data-row="true"
    >
      <Avatar name={name} />
      <span className={classes.body}>
        <span className={classes.head}>
          <span className={classes.name}>{name}</span>
          {kind !== undefined && (
            <span className={classes.kind} data-kind={kind}>
              <ChannelIcon kind={kind} size={13} />
            </span>
          )}
          <Moment at={at} className={classes.time}>
            {formatListTime(at, time)}
          </Moment>
        </span>
        <span className={classes.excerpt}>
          {message.direction !== "in" &&
            `${time.words(message.direction === "note" ? "list.note" : "list.you")}: `}
          <Marked pieces={markMatches(message.excerpt, marks.words)} />
        </span>
      </span>
    </Link>
  );
}
