import { Button } from "@mantine/core";
import { IconRefresh } from "@tabler/icons-react";
import type { Message } from "#contract/messages.ts";
import { sendAgain } from "../../api/outbox.ts";
import { failureReason } from "../../ui/failure-reason.ts";
import { formatDateClock } from "../../ui/format-time.ts";
import { useTime } from "../../ui/use-time.ts";
import classes from "./MessageFailure.module.css";

/** What went wrong with a message, what to do next, the provider's code, and another try where that makes sense. */
export function MessageFailure({ message, mayResend }: { message: Message; mayResend: boolean }) {
  const time = useTime();
  const { words } = time;
  const { error, status } = message;
  const reason = failureReason(error?.reason ?? (status === "unknown" ? "lost-answer" : "unknown"));
  // WhatsApp's own cap is nothing that went wrong here: it is told calmly, with the time of the next try.
  const isOpen = status === "unknown" || status === "held" || reason === "marketing-cap";
  const retryAt = error?.retryAt;
  return (
    <div className={classes.failure} data-open={isOpen ? "true" : undefined}>
      <strong>{words(`failure.${reason}.title`)}</strong>
      <span>{words(`advice.${reason}`)}</span>
      {retryAt !== undefined && (
        <span>{words("bubble.retryFrom", { time: formatDateClock(Date.parse(retryAt), time) })}</span>
      )}
      {error?.providerCode != null && (
        <span className={classes.code}>{words("thread.code", { code: error.providerCode })}</span>
      )}
      {mayResend && status === "unknown" && <span>{words("thread.sendAgainUnknown")}</span>}
      {mayResend && (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconRefresh size={15} aria-hidden="true" />}
          className={classes.again}
          onClick={() => sendAgain(message)}
        >
          {words("thread.sendAgain")}
        </Button>
      )}
    </div>
  );
}
