import type { ThreadItem } from "#contract/threads.ts";
import { hourMs, type Instant, minuteMs } from "#domain/time.ts";

/** How long before a window closes the agent is warned: twice, if the customer still waits. */
const stagesMs = [30 * minuteMs, 2 * hourMs];

/** A window that closes soon on a customer without an answer. `key` is the same for one window and one stage. */
export type Warning = { key: string; thread: ThreadItem; closesAt: Instant };

/** The warnings that are due now, the most urgent first; a window that meets both stages at once counts for the later. */
export function dueWarnings(threads: readonly ThreadItem[], now: Instant): Warning[] {
  return threads
    .flatMap((thread) => {
      const closesAt = closingOf(thread);
      const stage = stagesMs.findIndex((ms) => closesAt !== null && closesAt > now && closesAt - now <= ms);
      return closesAt === null || stage === -1
        ? []
        : [{ key: `${thread.id} ${closesAt} ${stage}`, thread, closesAt }];
    })
    .toSorted((one, other) => one.closesAt - other.closesAt);
}

function closingOf({ waitingFor, windows }: ThreadItem): Instant | null {
  const window = windows.find(
    ({ channelId, identityId }) =>
      channelId === waitingFor?.channelId && identityId === waitingFor.identityId,
  );
  return window === undefined || window.state !== "open" || window.closesAt === null
    ? null
    : Date.parse(window.closesAt);
}
