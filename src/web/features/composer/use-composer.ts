import type { ThreadDetail } from "#contract/threads.ts";
import { type ComposerExits, exitsFor } from "#domain/exits.ts";
import { decideSend, type SendDecision } from "#domain/send-rules.ts";
import type { WindowState } from "#domain/window.ts";
import { type DraftChange, draftFor, useDraftsOf, writeDraft } from "../../api/drafts.ts";
import { useServerNow } from "../../api/server-clock.ts";
import { useChannels } from "../../api/use-channels.ts";
import { useMessages } from "../../api/use-messages.ts";
import { useWindow } from "../../ui/use-window.ts";
import { lastTemplateAt } from "./last-template-at.ts";
import { proposeSubject } from "./propose-subject.ts";
import { mailStateOf, recipientOf, sendStateOf } from "./recipient.ts";
import { useRestoredDraft } from "./use-restored-draft.ts";
import { noteKind, type Route, useRoute } from "./use-route.ts";
import { useSend } from "./use-send.ts";

/** Kinds of messages that are typed in the text box. */
export type WrittenKind = "text" | "email" | "note";

/** What stands in the text box and the subject line. */
export type WrittenDraft = { text: string; subject: string; answersId: string | null };

/** Everything that the composer shows and does for one thread. */
export type ComposerState = {
  route: Route;
  sendKind: WrittenKind;
  draft: WrittenDraft;
  /** Right to send free text on the chosen number; only channels with windows ask. */
  window: WindowState;
  exits: ComposerExits;
  decision: SendDecision;
  lastTemplateAt: number | null;
  /** Kinds of channel in which something is typed. */
  drafted: string[];
  change(change: DraftChange): void;
  send(): void;
};

/** The composer's state, decided by the same rules as the API's. */
export function useComposer(thread: ThreadDetail): ComposerState {
  const now = useServerNow();
  const channels = useChannels();
  const { messages } = useMessages(thread.id);
  const route = useRoute(thread, { messages, channels, now });
  const { kind, channel, identityId } = route;
  const window = useWindow(route.window);
  const threadDrafts = useDraftsOf(thread.id);
  const stored = draftFor(threadDrafts, kind);
  const proposedSubject = proposeSubject(route.quoted?.kind === "email" ? [route.quoted] : messages);
  const { text, answersId } = stored;
  const draft = { text, answersId, subject: stored.subject ?? proposedSubject };
  const sendKind = kind === noteKind ? "note" : kind === "email" ? "email" : "text";
  const recipient = recipientOf(thread);
  const templateAt = lastTemplateAt(messages, channel?.id ?? null, identityId);
  useRestoredDraft(thread.id, messages, channels.find(({ hasWindow }) => hasWindow)?.kind ?? kind);

  const decision = decideSend({
    kind: sendKind,
    now,
    window,
    template: null,
    recipient,
    channelState: sendStateOf(channel),
    text: draft.text,
    subject: draft.subject,
    hasAttachments: false,
  });
  const send = useSend({ thread, route, sendKind, decision, proposedSubject });
  return {
    route,
    sendKind,
    draft,
    window,
    exits: exitsFor({ now, window, recipient, mailState: mailStateOf(channels), lastTemplateAt: templateAt }),
    decision,
    lastTemplateAt: templateAt,
    drafted: Object.entries(threadDrafts.byKind).flatMap(([one, { text }]) =>
      text.trim() === "" ? [] : [one],
    ),
    change: (change) => writeDraft(thread.id, kind, change),
    send,
  };
}
