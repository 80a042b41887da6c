import {
  IconAlertCircle,
  IconCheck,
  IconChecks,
  IconClock,
  IconHelpCircle,
  IconMicrophone,
} from "@tabler/icons-react";
import type { Message } from "#contract/messages.ts";
import type { DeliveryStatus } from "#domain/delivery-status.ts";
import { useWords } from "../../ui/use-words.ts";
import classes from "./MessageStatus.module.css";

const icons: Record<DeliveryStatus, typeof IconCheck> = {
  queued: IconClock,
  sending: IconClock,
  unknown: IconHelpCircle,
  held: IconClock,
  sent: IconCheck,
  delayed: IconClock,
  expired: IconAlertCircle,
  failed: IconAlertCircle,
  delivered: IconChecks,
  read: IconChecks,
  played: IconMicrophone,
};

/** How far a message of ours has come: a tick and its word. */
export function MessageStatus({ status }: { status: Message["status"] }) {
  const words = useWords();
  if (status === "received") {
    return null;
  }
  const Icon = icons[status];
  return (
    <span className={classes.status} data-status={status}>
      <Icon size={14} aria-hidden="true" />
      {words(`status.${status}`)}
    </span>
  );
}
