import { isMediaKind } from "#domain/content.ts";
import type { SendKind } from "#domain/send-rules.ts";
import type { Caller } from "../../caller.ts";
import type { Context } from "../../context.ts";
import type { Transaction } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import type { SubmittedFact, SubmittedTemplate } from "../../record/facts.ts";
import type { TemplateToSend } from "../templates/fill-for-sending.ts";
import { findTemplateTerms } from "../templates/find-template-terms.ts";
import { attachFiles, type FileToSend, takeFilesOf } from "../uploads/attach-files.ts";
import { checkSubmission } from "./check-submission.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { loadTarget, type Target } from "./load-target.ts";
import { retryTimeOf } from "./message.view.ts";
import { findMessage, listRepetitions, type MessageColumns } from "./messages.queries.ts";
import { restoreContent } from "./read-content.ts";
import { type Submitted, submitOnce } from "./submit-once.ts";
import { findReactedMessage } from "./target.queries.ts";

type Input = { caller: Caller; messageId: string; clientId: string };

/** Sends the content of a message again, as a new one, because a person says so: nothing is ever resent by itself. */
export function resendMessage(ctx: Context, input: Input): Promise<Submitted> {
  const { caller, messageId, clientId } = input;
  const { workspaceId } = caller;
  const fingerprint = fingerprintOf({ resends: messageId });
  return submitOnce(ctx, { workspaceId, clientId, fingerprint }, async (db) => {
    const original = await findMessage(db, workspaceId, messageId);
    if (original === null) {
      throw new AppError("NOT_FOUND");
    }
    const files = await takeFilesOf(db, workspaceId, { messageId, channelId: original.channelId });
    const fact = await prepare(ctx, db, { ...input, original, files });
    await attachFiles(db, { workspaceId, messageId: fact.messageId, files });
    return { ...fact, clientFingerprint: fingerprint };
  });
}

const sentKinds = new Set<string>([
  "text",
  "template",
  "email",
  "location",
  "contacts",
  "interactive",
  "reaction",
]);

/** Kinds that somebody once sent from here. */
function isSent(kind: string): kind is Exclude<SendKind, "note"> {
  return sentKinds.has(kind) || isMediaKind(kind);
}

/** Only what did not arrive, or perhaps did not; an automatic answer is never repeated (R12). */
const resendable = new Set(["failed", "unknown", "expired"]);
/** How what was sent again may have ended for the first one to be sent once more: two screens never send it twice. */
const lost = new Set(["failed", "expired"]);

async function prepare(
  ctx: Context,
  db: Transaction,
  { caller, clientId, original, files }: Input & { original: MessageColumns; files: readonly FileToSend[] },
): Promise<SubmittedFact> {
  const { workspaceId } = caller;
  const { id, threadId, channelId, identityId, kind, status } = original;
  if (!isSent(kind) || channelId === null || original.automatic || !resendable.has(status)) {
    throw new AppError("MESSAGE_REFUSED", { reason: "not-resendable", status });
  }
  const repetitions = await listRepetitions(db, workspaceId, id);
  const repeated = repetitions.find((one) => !lost.has(one.status));
  if (repeated !== undefined) {
    const details = { reason: "not-resendable", status: repeated.status, messageId: repeated.id };
    throw new AppError("MESSAGE_REFUSED", details);
  }
  const retryAt = retryTimeOf(original);
  if (retryAt !== null && ctx.now() < retryAt) {
    const details = { reason: "marketing-cap", retryAt: new Date(retryAt).toISOString() };
    throw new AppError("MESSAGE_REFUSED", details);
  }
  const to = { workspaceId, threadId, channelId, identityId, isTemplate: kind === "template" };
  const target = await loadTarget(ctx, db, { ...to, now: ctx.now() });
  const template = await checkTemplate(db, workspaceId, original.template, target);
  const isRetry = original.failure?.reason === "window" && repetitions.length === 0;
  const { subject, answersId } = original;
  const reacted =
    kind === "reaction" && answersId !== null
      ? await findReactedMessage(db, workspaceId, { id: answersId, threadId })
      : null;
  const { content, payload, text } = restoreContent(original, { files, target: reacted });
  checkSubmission(ctx, {
    kind,
    target,
    template,
    text: kind === "template" ? null : text,
    subject,
    content,
    files,
    isRetry,
  });
  return {
    type: "submitted",
    workspaceId,
    messageId: newId(),
    threadId,
    channelId,
    identityId: target.identity?.id ?? null,
    clientId,
    clientFingerprint: null,
    authorId: caller.id,
    automatic: false,
    causeId: id,
    kind,
    text: kind === "template" ? null : text,
    subject,
    template: original.template,
    ...(payload === null ? {} : { content: payload }),
    answersId,
    at: ctx.now(),
  };
}

/** The text stays as it was sent; whether the template may still be sent is asked anew. */
async function checkTemplate(
  db: Transaction,
  workspaceId: string,
  submitted: SubmittedTemplate | null,
  { channel }: Target,
): Promise<TemplateToSend | null> {
  if (submitted === null) {
    return null;
  }
  const { name, language } = submitted;
  const accountRef = channel.accountRef ?? "";
  const terms = await findTemplateTerms(db, { workspaceId, accountRef, name, language });
  if (terms === null) {
    return null;
  }
  const { status, category, billedCategory } = terms;
  const question = { status, category, hasAllFields: true, needsPhone: false };
  return { category: billedCategory, question, missing: [], problems: [], unsendable: null, submitted };
}
