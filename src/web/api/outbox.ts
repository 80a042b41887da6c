import * as z from "zod/mini";
import type { Message } from "#contract/messages.ts";
import {
  attachment,
  message,
  type SendMessageBody,
  sendMessageBody,
  sentTemplate,
} from "#contract/messages.ts";
import { secondMs } from "#domain/time.ts";
import { ApiError, isPassing } from "./api-error.ts";
import { callRoute } from "./call-route.ts";
import { createStore } from "./create-store.ts";
import { forgetSame, restoreDraft } from "./drafts.ts";
import { mergeMessage } from "./merge-messages.ts";
import { newClientId } from "./new-client-id.ts";
import { noteFailure, queryClient } from "./query-client.ts";
import { serverNow } from "./server-clock.ts";
import { createStored } from "./stored.ts";

const what = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("new"),
    body: sendMessageBody,
    template: z.nullable(sentTemplate),
    /** The files that it names, as they are shown until the server has answered. */
    files: z._default(z.array(attachment), []),
    /** The draft that a refused text goes back to. */
    draftKind: z.nullable(z.string()),
  }),
  z.object({ kind: z.literal("again"), original: message }),
]);
const entry = z.object({
  clientId: z.string(),
  threadId: z.string(),
  at: z.number(),
  what,
  /** It may have reached the server: only what surely has not can be taken back (P4). */
  isTried: z._default(z.boolean(), false),
});

/** Something sent by this person that the server has not acknowledged yet. */
export type OutboxEntry = z.infer<typeof entry>;

/** A message that the server refused: what was typed goes back to its draft. */
export type Refusal = { entry: OutboxEntry; error: ApiError };

/** Everything on its way, oldest first. It survives a reload: the client id makes the second try harmless (F27). */
export const outbox = createStored<OutboxEntry[]>("outbox", (raw) => {
  const parsed = z.safeParse(z.array(entry), raw);
  return parsed.success ? parsed.data : [];
});

/** The newest refusal of each thread, until the person goes on. */
export const refusals = createStore<Readonly<Record<string, Refusal>>>({});

type NewBody = SendMessageBody extends infer Body
  ? Body extends unknown
    ? Omit<Body, "clientId">
    : never
  : never;

/** What is to be sent: `template` is what the customer will see of one, `draftKind` where its text was typed. */
export type NewMessage = {
  threadId: string;
  body: NewBody;
  template?: z.infer<typeof sentTemplate>;
  files?: z.infer<typeof attachment>[];
  draftKind?: string;
};

/** Sends something new: it is stored here first, shown at once, and sent until the server has answered. */
export function sendNew({ threadId, body, template, files, draftKind }: NewMessage): void {
  const clientId = newClientId();
  const whole = z.parse(sendMessageBody, { ...body, clientId });
  const what = {
    kind: "new" as const,
    body: whole,
    template: template ?? null,
    files: files ?? [],
    draftKind: draftKind ?? null,
  };
  enqueue({ clientId, threadId, at: serverNow(), what, isTried: false });
}

/** Sends a failed or unconfirmed message again, because a person says so; a second click changes nothing. */
export function sendAgain(original: Message): void {
  const isOnItsWay = outbox
    .get()
    .some((other) => other.what.kind === "again" && other.what.original.id === original.id);
  if (!isOnItsWay) {
    forgetSame(original.threadId, original.text);
    const what = { kind: "again" as const, original };
    const { threadId } = original;
    enqueue({ clientId: newClientId(), threadId, at: serverNow(), what, isTried: false });
  }
}

/** Takes back what waits for the connection; what was typed is a draft again. False: it may have gone already. */
export function takeBackWaiting(clientId: string): boolean {
  const item = outbox.get().find((one) => one.clientId === clientId);
  if (item === undefined || item.isTried) {
    return false;
  }
  drop(item);
  giveBack(item, filesOf(item));
  return true;
}

/** Whether a message on its way will empty this version of a draft on the server. */
export function isEmptying(threadId: string, kind: string, version: number): boolean {
  return outbox.get().some(({ threadId: other, what: sent }) => {
    const draft = sent.kind === "new" && "draft" in sent.body ? sent.body.draft : undefined;
    return other === threadId && draft?.kind === kind && draft.version >= version;
  });
}

/** Forgets the refusal of a thread. */
export function dismissRefusal(threadId: string): void {
  const { [threadId]: _, ...others } = refusals.get();
  refusals.set(others);
}

type Files = z.infer<typeof attachment>[];
const sentFiles = new Map<string, Files>();

/** The uploads that went out with a mail of this page: taken back, it gets them again. */
export function filesSentWith(clientId: string | null): Files {
  return sentFiles.get(clientId ?? "") ?? [];
}

const running = new Set<string>();

/** Sends what waits, thread by thread and in order; called at the start and whenever the connection is back. */
export function flushOutbox(): void {
  for (const threadId of new Set(outbox.get().map((item) => item.threadId))) {
    void flushThread(threadId);
  }
}

window.addEventListener("online", flushOutbox);

function enqueue(item: OutboxEntry): void {
  dismissRefusal(item.threadId);
  outbox.update((items) => [...items, item]);
  void flushThread(item.threadId);
}

async function flushThread(threadId: string): Promise<void> {
  if (running.has(threadId)) {
    return;
  }
  running.add(threadId);
  try {
    for (;;) {
      const next = outbox.get().find((item) => item.threadId === threadId);
      if (next === undefined || !(await deliver(next))) {
        return;
      }
    }
  } finally {
    running.delete(threadId);
  }
}

/** True when the entry left the outbox, either way. */
async function deliver(item: OutboxEntry): Promise<boolean> {
  if (!navigator.onLine) {
    return false;
  }
  markTried(item);
  try {
    mergeMessage(queryClient, await submit(item));
    drop(item);
    const files = filesOf(item);
    if (files.length > 0) {
      sentFiles.set(item.clientId, files);
    }
    return true;
  } catch (error) {
    noteFailure(error);
    const refusal =
      error instanceof ApiError ? error : new ApiError("INTERNAL", "Unreadable answer", {}, error);
    if (refusal.code === "SIGN_IN_REQUIRED") {
      return false;
    }
    if (isPassing(refusal)) {
      setTimeout(flushOutbox, 5 * secondMs);
      return false;
    }
    drop(item);
    giveBack(item, refusal.details.what === "upload" ? [] : filesOf(item));
    refusals.set({ ...refusals.get(), [item.threadId]: { entry: item, error: refusal } });
    return true;
  }
}

function markTried({ clientId }: OutboxEntry): void {
  outbox.update((items) => items.map((one) => (one.clientId === clientId ? { ...one, isTried: true } : one)));
}

function submit({ threadId, clientId, what }: OutboxEntry): Promise<Message> {
  return what.kind === "new"
    ? callRoute("sendMessage", { params: { id: threadId }, body: what.body })
    : callRoute("resendMessage", { params: { id: what.original.id }, body: { clientId } });
}

/** The uploads of a mail, which its draft had. */
function filesOf({ what }: OutboxEntry): Files {
  return what.kind === "new" && what.body.kind === "email" ? what.files : [];
}

function giveBack({ threadId, what }: OutboxEntry, files: Files): void {
  if (what.kind === "new" && what.draftKind !== null && "text" in what.body) {
    const { body, draftKind } = what;
    const subject = body.kind === "email" ? body.subject : null;
    const answersId = "answersId" in body ? (body.answersId ?? null) : null;
    restoreDraft(threadId, draftKind, { text: body.text ?? "", subject, answersId, files });
  }
}

function drop({ clientId }: OutboxEntry): void {
  outbox.update((items) => items.filter((other) => other.clientId !== clientId));
}
