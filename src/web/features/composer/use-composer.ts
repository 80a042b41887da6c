import type { ThreadDetail } from "#contract/threads.ts";
import { type ComposerExits, exitsFor } from "#domain/exits.ts";
import { findMailFilesProblem } from "#domain/media-limits.ts";
import { decideSend, type SendDecision } from "#domain/send-rules.ts";
import type { WindowState } from "#domain/window.ts";
import { usePartOf } from "../../api/create-store.ts";
import { type Draft, type DraftChange, draftFor, useDraftsOf, writeDraft } from "../../api/drafts.ts";
import { filesInHand } from "../../api/files-in-hand.ts";
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

/** What stands in the text box and the subject line, and the files of a mail. */
export type WrittenDraft = Pick<Draft, "text" | "answersId" | "files"> & {
  subject: string;
  /** Files are still on their way to the server, or can't go. */
  isWaiting: boolean;
};

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
  const { text, answersId, files } = stored;
  const inHand = usePartOf(filesInHand, (all) => all[thread.id]);
  const isWaiting = kind === "email" && (inHand ?? []).length > 0;
  const draft = { text, answersId, files, isWaiting, subject: stored.subject ?? proposedSubject };
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
    hasAttachments: files.length > 0,
    contentProblem: findMailFilesProblem(files),
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
    drafted: Object.entries(threadDrafts.byKind).flatMap(([one, typed]) =>
      typed.text.trim() === "" && typed.files.length === 0 ? [] : [one],
    ),
    change: (change) => writeDraft(thread.id, kind, change),
    send,
  };
}
