import type { LiveEvent } from "#contract/events.ts";
import type { WindowView } from "#contract/threads.ts";
import type { Rows } from "./store.ts";
import { BrokenPromise } from "./world.ts";

/** A screen that lives by events alone (P6): after any of them it must equal a fresh load. */
export function createView() {
  const statuses = new Map<string, string | null>();
  const windows = new Map<string, string | null>();
  const conversations = new Map<string, string>();
  let seen = 0;

  function showWindow({ channelId, identityId, lastCustomerMessageAt }: WindowView): void {
    windows.set(`${channelId} ${identityId}`, lastCustomerMessageAt);
  }

  function show(event: LiveEvent): void {
    switch (event.kind) {
      case "message.created":
        // A reader fetches what was made: it has the status of that moment, and of later changes by events.
        statuses.set(event.messageId, statuses.get(event.messageId) ?? null);
        if (event.window !== undefined) {
          showWindow(event.window);
        }
        return;
      case "message.changed":
        statuses.set(event.messageId, event.status);
        return;
      case "window.changed":
        showWindow(event.window);
        return;
      case "conversation.changed": {
        const { id, startsAt, category, startedBy } = event.conversation;
        conversations.set(id, `${startsAt} ${category} ${startedBy}`);
        return;
      }
      case "conversation.removed":
        conversations.delete(event.conversationId);
        return;
      default:
        return;
    }
  }

  return {
    /** Shows the events since the last time. */
    take(events: readonly LiveEvent[]): void {
      for (; seen < events.length; seen += 1) {
        const event = events[seen];
        if (event !== undefined) {
          show(event);
        }
      }
    },
    /** Compares with what is stored. */
    compare(rows: Rows): void {
      for (const { id, status } of rows.messages) {
        const shown = statuses.get(id);
        if (shown === undefined || (shown !== null && shown !== status)) {
          throw broken(`message ${id} is ${status}, shown as ${shown}`);
        }
      }
      for (const { channelId, identityId, lastCustomerMessageAt } of rows.windows) {
        const at = lastCustomerMessageAt === null ? null : new Date(lastCustomerMessageAt).toISOString();
        if (windows.get(`${channelId} ${identityId}`) !== at) {
          throw broken(`a window of ${at} is shown as of ${windows.get(`${channelId} ${identityId}`)}`);
        }
      }
      for (const { id, startsAt, category, startedBy } of rows.conversations) {
        if (conversations.get(id) !== `${new Date(startsAt).toISOString()} ${category} ${startedBy}`) {
          throw broken(`conversation ${id} is shown as ${conversations.get(id)}`);
        }
      }
      if (conversations.size !== rows.conversations.length) {
        throw broken(`${conversations.size} conversations are shown of ${rows.conversations.length}`);
      }
    },
  };
}

function broken(how: string): BrokenPromise {
  return new BrokenPromise("I6 the screen converges", how);
}
