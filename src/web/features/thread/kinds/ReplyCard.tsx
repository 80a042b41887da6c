import { IconForms, IconPhoneCheck, IconPhoneOff } from "@tabler/icons-react";
import type { Message } from "#contract/messages.ts";
import { formatDateClock } from "../../../ui/format-time.ts";
import { useTime } from "../../../ui/use-time.ts";
import classes from "./KindCard.module.css";
import { type FlowAnswer, readFlow } from "./read-flow.ts";
import { isTrueAt, nodeAt, numberAt, textAt } from "./read-payload.ts";
import { UnsupportedNotice } from "./UnsupportedNotice.tsx";

/** What somebody answered to buttons, a list, a form or a request to be called (§4.3). */
export function ReplyCard({ message }: { message: Message }) {
  const interactive = nodeAt(message.payload, "interactive");
  const permission = nodeAt(interactive, "permission");
  if (permission !== null) {
    return <PermissionCard permission={permission} />;
  }
  const response = textAt(interactive, "response");
  const description = textAt(interactive, "description");
  const answers = readFlow(response);
  if (answers !== null) {
    return <FlowCard answers={answers} />;
  }
  if (message.text === null) {
    return <UnsupportedNotice payload={message.payload} />;
  }
  return description === null ? null : <span className={classes.detail}>{description}</span>;
}

function PermissionCard({ permission }: { permission: unknown }) {
  const time = useTime();
  const { words } = time;
  const isAllowed = textAt(permission, "response") === "accept";
  const until = numberAt(permission, "until");
  const Icon = isAllowed ? IconPhoneCheck : IconPhoneOff;
  const limit = isAllowed && !isTrueAt(permission, "permanent") ? until : null;
  return (
    <div className={classes.card}>
      <span className={classes.head}>
        <Icon size={18} aria-hidden="true" />
        {words(isAllowed ? "bubble.callAllowed" : "bubble.callRefused")}
      </span>
      {limit !== null && (
        <span className={classes.detail}>
          {words("bubble.until", { time: formatDateClock(limit, time) })}
        </span>
      )}
    </div>
  );
}

function FlowCard({ answers }: { answers: readonly FlowAnswer[] }) {
  const { words } = useTime();
  return (
    <div className={classes.card}>
      <span className={classes.head}>
        <IconForms size={18} aria-hidden="true" />
        {words("bubble.formAnswered")}
      </span>
      <dl className={classes.answers}>
        {answers.map(({ field, value }) => (
          <div key={field} style={{ display: "contents" }}>
            <dt>{field}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
