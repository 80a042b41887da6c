import { useMediaQuery } from "@mantine/hooks";
import { Link, useParams } from "@tanstack/react-router";
import { serverNow } from "../../api/server-clock.ts";
import { customerName } from "../../ui/customer-name.ts";
import { formatClock, formatLeft } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./ClosingNotice.module.css";
import type { Warning } from "./due-warnings.ts";

/** That a customer waits and the window closes, with the way there; one line on a phone while another thread is read. */
export function ClosingNotice({ warning: { thread, closesAt } }: { warning: Warning }) {
  const time = useTime();
  const isNarrow = useMediaQuery("(max-width: 760px)", undefined, { getInitialValueInEffect: false });
  const { threadId } = useParams({ strict: false });
  const isShort = isNarrow && threadId !== undefined;
  const name = customerName(thread.customer);
  const left = formatLeft(closesAt - serverNow(), time.words);
  const at = formatClock(closesAt, time);
  const whole = time.words("attention.closingAt", { name, left, at });
  return (
    <Link
      to="/inbox/$threadId"
      params={{ threadId: thread.id }}
      search={{}}
      className={classes.link}
      data-short={isShort}
      title={isShort ? whole : undefined}
    >
      {isShort ? time.words("attention.closingShort", { name, left }) : whole}
    </Link>
  );
}

/** That many wait at once, with the way to their list. */
export function ClosingMany({ count }: { count: number }) {
  const { words } = useTime();
  return (
    <Link to="/inbox" search={{ view: "closing" }} className={classes.link}>
      {words("attention.closingMany", { count })}
    </Link>
  );
}
