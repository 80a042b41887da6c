import { notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { secondMs } from "#domain/time.ts";
import { hasNotices } from "../../ui/notify.ts";
import { ClosingMany, ClosingNotice } from "./ClosingNotice.tsx";
import type { Warning } from "./due-warnings.ts";

/** More at once are told in one line. */
const mostSingle = 3;
const shownMs = 10 * secondMs;

/** The threads that the notices on the screen tell of, by the notice's name. */
const shown = new Map<string, readonly string[]>();

/** One notice for each thread with the way there; many in one, with the way to their list. */
export function showClosing(warnings: readonly Warning[]): void {
  if (warnings.length > mostSingle) {
    const ids = warnings.map(({ thread }) => thread.id);
    show("closing", ids, <ClosingMany count={warnings.length} />);
    return;
  }
  for (const warning of warnings) {
    hideClosing((id) => id === warning.thread.id);
    show(warning.key, [warning.thread.id], <ClosingNotice warning={warning} />);
  }
}

/** Takes away the notices that tell of such threads alone: they were opened, or nobody waits there any more. */
export function hideClosing(isSettled: (threadId: string) => boolean): void {
  for (const [name, threadIds] of shown) {
    if (threadIds.every(isSettled)) {
      notifications.hide(name);
      shown.delete(name);
    }
  }
}

/** Whether a notice on the screen tells of the thread. */
export function tellsOf(threadId: string): boolean {
  return [...shown.values()].some((threadIds) => threadIds.includes(threadId));
}

function show(name: string, threadIds: readonly string[], message: ReactNode): void {
  shown.set(name, threadIds);
  notifications.show({
    id: name,
    message,
    color: "orange",
    autoClose: shownMs,
    onClick: () => notifications.hide(name),
    onClose: () => shown.delete(name),
  });
  hasNotices.set(true);
}
