import type { Message } from "#contract/messages.ts";
import { formatClock } from "../../../ui/format-time.ts";
import { useTime } from "../../../ui/use-time.ts";
import classes from "./EventLine.module.css";

type Props = { message: Message; customerName: string; onShow: (id: string) => void };

/** Something that happened and is no message: an earlier one was changed or taken back, the chat was opened. */
export function EventLine({ message, customerName, onShow }: Props) {
  const time = useTime();
  const { words } = time;
  const at = formatClock(Date.parse(message.sentAt), time);
  const { amends } = message;
  const target = amends?.messageId ?? null;
  return (
    <p className={classes.line}>
      {textOf()} · {at}
      {target !== null && (
        <>
          {" · "}
          <button type="button" className={classes.show} onClick={() => onShow(target)}>
            {words("bubble.showMessage")}
          </button>
        </>
      )}
    </p>
  );

  function textOf(): string {
    const isOurs = message.direction === "out";
    switch (message.kind) {
      case "edit":
        return isOurs ? words("bubble.lineEditedByUs") : words("bubble.lineEdited", { name: customerName });
      case "revoke":
        return isOurs ? words("bubble.lineRevokedByUs") : words("bubble.lineRevoked", { name: customerName });
      case "welcome":
        return words("bubble.lineWelcome", { name: customerName });
      default:
        return message.text ?? words("kind.preference");
    }
  }
}
