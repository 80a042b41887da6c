import { IconHistory, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import type { Message } from "#contract/messages.ts";
import { formatDateClock } from "../../../ui/format-time.ts";
import { useTime } from "../../../ui/use-time.ts";
import classes from "./AmendedContent.module.css";

type Props = { message: Message; children: ReactNode };

/**
 * What its writer changed or took back (W6). The new text stands in its place with the earlier ones a click away; what
 * was taken back is covered, not lost: the team may have acted on it.
 */
export function AmendedContent({ message, children }: Props) {
  const time = useTime();
  const { words } = time;
  const [isOpen, setIsOpen] = useState(false);
  const { edited, revoked, direction } = message;
  const toggle = (label: string) => (
    <button
      type="button"
      className={classes.toggle}
      aria-expanded={isOpen}
      onClick={() => setIsOpen(!isOpen)}
    >
      {label}
    </button>
  );
  const earlier = (edited?.earlier ?? []).map(({ text, at }) => (
    <span key={at} className={classes.earlier}>
      <span className={classes.when}>{formatDateClock(Date.parse(at), time)}</span>
      {text}
    </span>
  ));
  if (revoked !== undefined) {
    return (
      <>
        <span className={classes.revoked}>
          <IconTrash size={15} aria-hidden="true" />
          {words(direction === "in" ? "bubble.revokedByCustomer" : "bubble.revokedByUs")}
        </span>
        {isOpen && (
          <span className={classes.covered}>
            {earlier}
            {children}
          </span>
        )}
        {toggle(words(isOpen ? "bubble.hide" : "bubble.showRevoked"))}
      </>
    );
  }
  return (
    <>
      {children}
      <span className={classes.edited}>
        <IconHistory size={13} aria-hidden="true" />
        {words("bubble.edited")}
        {toggle(words(isOpen ? "bubble.hide" : "bubble.showEarlier"))}
      </span>
      {isOpen && earlier}
    </>
  );
}
