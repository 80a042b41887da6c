import { IconTag } from "@tabler/icons-react";
import type { Message } from "#contract/messages.ts";
import { formatDateClock } from "../../../ui/format-time.ts";
import { useTime } from "../../../ui/use-time.ts";
import classes from "./KindCard.module.css";

type Props = { offer: NonNullable<NonNullable<Message["template"]>["offer"]> };

/** An offer of a template: its words, and when it ends or ended. */
export function OfferLine({ offer: { text, endsAt } }: Props) {
  const time = useTime();
  const { words, now } = time;
  const at = endsAt === null ? null : Date.parse(endsAt);
  return (
    <span className={classes.card}>
      <span className={classes.head}>
        <IconTag size={18} aria-hidden="true" />
        {text}
      </span>
      {at !== null && (
        <span className={classes.detail}>
          {words(at > now ? "filling.offerUntil" : "filling.offerOver", { at: formatDateClock(at, time) })}
        </span>
      )}
    </span>
  );
}
