import type { ThreadDetail } from "#contract/threads.ts";
import { type ComposerExits, exitsFor } from "#domain/exits.ts";
import { decideSend, type SendDecision, type SendKind } from "#domain/send-rules.ts";
import type { WindowState } from "#domain/window.ts";
import { useStore } from "../../api/create-store.ts";
import { type Draft, draftFor, drafts, draftsOf, writeDraft } from "../../api/drafts.ts";
import { dismissRefusal, sendNew } from "../../api/outbox.ts";
import { useServerNow } from "../../api/server-clock.ts";
import { useChannels } from "../../api/use-channels.ts";
import { useMessages } from "../../api/use-messages.ts";
import { useWindow } from "../../ui/use-window.ts";
import { lastTemplateAt } from "./last-template-at.ts";
import { proposeSubject } from "./propose-subject.ts";
import { mailStateOf, recipientOf, sendStateOf } from "./recipient.ts";
import { useRestoredDraft } from "./use-restored-draft.ts";
import { noteKind, type Route, useRoute } from "./use-route.ts";

/** What stands in the text box and the subject line. */
export type WrittenDraft = { text: string; subject: string };

/** Everything that the composer shows and does for one thread. */
export type ComposerState = {
  route: Route;
  sendKind: Exclude<SendKind, "template">;
  draft: WrittenDraft;
  /** Right to send free text on the chosen number; only channels with windows ask. */
  window: WindowState;
  exits: ComposerExits;
  decision: SendDecision;
  lastTemplateAt: number | null;
  change(change: Partial<Draft>): void;
  send(): void;
};

/** The composer's state, decided by the same rules as the API's. */
export function useComposer(thread: ThreadDetail): ComposerState {
  const now = useServerNow();
  const channels = useChannels();
  const { messages } = useMessages(thread.id);
  const route = useRoute(thread);
  const { kind, channel, identityId } = route;
  const window = useWindow(route.window);
  const stored = draftFor(draftsOf(useStore(drafts), thread.id), kind);
  const proposedSubject = proposeSubject(messages);
  const draft = { text: stored.text, subject: stored.subject ?? proposedSubject };
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
  const send = (): void => {
    // Read afresh: a second click comes before the next render, when the draft is already gone.
    const { text, subject } = draftFor(draftsOf(drafts.get(), thread.id), kind);
    if (decision.kind !== "allowed" || text.trim() === "") {
      return;
    }
    dismissRefusal(thread.id);
    writeDraft(thread.id, kind, { text: "", subject: null });
    const to = { channelId: channel?.id ?? "", ...(identityId === null ? {} : { identityId }) };
    const body =
      sendKind === "note"
        ? ({ kind: "note", text } as const)
        : sendKind === "email"
          ? ({ kind: "email", ...to, subject: (subject ?? proposedSubject).trim(), text } as const)
          : ({ kind: "text", ...to, text } as const);
    sendNew({ threadId: thread.id, body, draftKind: kind });
  };
  return {
    route,
    sendKind,
    draft,
    window,
    exits: exitsFor({ now, window, recipient, mailState: mailStateOf(channels), lastTemplateAt: templateAt }),
    decision,
    lastTemplateAt: templateAt,
    change: (change) => writeDraft(thread.id, kind, change),
    send,
  };
}
