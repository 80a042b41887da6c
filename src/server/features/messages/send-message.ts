import type { SendMessageBody } from "#contract/messages.ts";
import type { Caller } from "../../caller.ts";
import type { Context } from "../../context.ts";
import type { Transaction } from "../../db/connect.ts";
import { AppError } from "../../errors.ts";
import { newId } from "../../ids.ts";
import type { SubmittedFact } from "../../record/facts.ts";
import { emptyDraft } from "../drafts/empty-draft.ts";
import { fillForSending, type TemplateToSend } from "../templates/fill-for-sending.ts";
import { noteUse } from "../templates/note-use.ts";
import { attachFiles, type FileToSend, takeUploads } from "../uploads/attach-files.ts";
import { checkNote, checkSubmission } from "./check-submission.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { guardAnswer } from "./guard-answer.ts";
import { headerFiles, type NamedUploads, nameDocument } from "./header-file.ts";
import { keepMentions } from "./keep-mentions.ts";
import { loadTarget, type Target } from "./load-target.ts";
import { type Carried, readContent, uploadsOf } from "./read-content.ts";
import { type Submitted, submitOnce } from "./submit-once.ts";
import {
  canBeAnswered,
  findMailToAnswer,
  findReactedMessage,
  findThreadTarget,
  type ReactedTarget,
} from "./target.queries.ts";

type Input = { caller: Caller; threadId: string; body: SendMessageBody };

/** Takes a message to be sent, or keeps a note; refused by the same rules as on the screen. */
export function sendMessage(ctx: Context, { caller, threadId, body }: Input): Promise<Submitted> {
  const { clientId, ...content } = body;
  // Which draft it was, and what its writer had seen, says nothing about what is sent.
  const fingerprint = fingerprintOf({ threadId, ...content, draft: undefined, seenSeq: undefined });
  const { workspaceId } = caller;
  return submitOnce(ctx, { workspaceId, clientId, fingerprint }, async (db) => {
    const { fact, files } = await prepare(ctx, db, { caller, threadId, body });
    await attachFiles(db, { workspaceId, messageId: fact.messageId, files });
    await guardAnswer(db, { caller, threadId, body });
    const mentions = await keepMentions(db, { workspaceId, threadId, messageId: fact.messageId, body });
    await emptyDraft(ctx, db, { caller, threadId, body });
    return { ...fact, mentions, clientFingerprint: fingerprint };
  });
}

type Prepared = { fact: SubmittedFact; files: readonly FileToSend[] };

async function prepare(ctx: Context, db: Transaction, input: Input): Promise<Prepared> {
  const { caller, threadId, body } = input;
  const { workspaceId } = caller;
  if (body.kind === "note") {
    if ((await findThreadTarget(db, workspaceId, threadId)) === null) {
      throw new AppError("NOT_FOUND", { what: "thread" });
    }
    checkNote(ctx, body.text);
    const nowhere = { channelId: null, identityId: null, template: null, answersId: null };
    return { fact: factOf(ctx, input, { ...nowhere, carried: textOf(body) }), files: [] };
  }
  const reacted = body.kind === "reaction" ? await findReacted(db, workspaceId, { body, threadId }) : null;
  const target = await loadTarget(ctx, db, {
    workspaceId,
    threadId,
    channelId: "channelId" in body ? body.channelId : (reacted?.channelId ?? ""),
    identityId: "channelId" in body ? (body.identityId ?? null) : (reacted?.identityId ?? null),
    isTemplate: body.kind === "template",
    now: ctx.now(),
  });
  const ids = uploadsOf(body);
  const uploads = await takeUploads(db, workspaceId, ids);
  const named = new Map(ids.flatMap((id, index) => (uploads[index] ? [[id, uploads[index]]] : [])));
  const template = await readTemplate(ctx, db, { workspaceId, body, uploads: named, target });
  const sent = template?.submitted ?? null;
  const files = sent === null ? uploads : headerFiles(sent, named);
  const carried = body.kind === "template" ? textOf(body) : readContent(body, { files, target: reacted });
  checkSubmission(ctx, {
    kind: body.kind,
    target,
    template,
    text: carried.text,
    subject: body.kind === "email" ? body.subject : null,
    content: carried.content,
    files,
    isRetry: false,
  });
  if (sent !== null) {
    const { name, language } = sent;
    await noteUse(ctx, db, { workspaceId, accountRef: target.channel.accountRef ?? "", name, language });
  }
  const channelId = target.channel.id;
  const identityId = target.identity?.id ?? null;
  const answersId = await chooseAnswered(db, workspaceId, { body, threadId, channelId, identityId });
  return { fact: factOf(ctx, input, { channelId, identityId, template, answersId, carried }), files };
}

/** A template's text is made of its fields, and a note has nothing beyond its text. */
function textOf(body: Extract<SendMessageBody, { kind: "note" | "template" }>): Carried {
  return { content: null, payload: null, text: body.kind === "note" ? body.text : null };
}

/** What a reaction is put on; where that came from, or went to, the reaction goes. */
async function findReacted(
  db: Transaction,
  workspaceId: string,
  { body, threadId }: { body: Extract<SendMessageBody, { kind: "reaction" }>; threadId: string },
): Promise<ReactedTarget> {
  const reacted = await findReactedMessage(db, workspaceId, { id: body.messageId, threadId });
  if (reacted === null) {
    throw new AppError("NOT_FOUND", { what: "message" });
  }
  return reacted;
}

/** What a text quotes, or the mail that a mail answers: the one that was asked for, else the customer's newest. */
async function chooseAnswered(
  db: Transaction,
  workspaceId: string,
  answer: { body: SendMessageBody; threadId: string; channelId: string; identityId: string | null },
): Promise<string | null> {
  const { body, identityId, ...place } = answer;
  if (body.kind === "reaction") {
    return body.messageId;
  }
  const answersId = "answersId" in body ? body.answersId : undefined;
  if (identityId === null) {
    return null;
  }
  if (answersId === undefined) {
    return body.kind === "email" ? findMailToAnswer(db, workspaceId, { ...place, identityId }) : null;
  }
  if (!(await canBeAnswered(db, workspaceId, { id: answersId, ...place, identityId }))) {
    throw new AppError("NOT_FOUND", { what: "answered message" });
  }
  return answersId;
}

async function readTemplate(
  ctx: Context,
  db: Transaction,
  given: { workspaceId: string; body: SendMessageBody; uploads: NamedUploads; target: Target },
): Promise<TemplateToSend | null> {
  const { workspaceId, body, uploads } = given;
  const { channel, thread } = given.target;
  if (body.kind !== "template") {
    return null;
  }
  const { name, language = null, category, fields } = body.template;
  const accountRef = channel.accountRef ?? "";
  const customerLanguages = [thread.customerLanguage, "es"];
  const wanted = { workspaceId, accountRef, name, language, customerLanguages, now: ctx.now() };
  const template = await fillForSending(db, wanted, nameDocument(fields ?? {}, uploads));
  if (category !== undefined && template !== null && template.category !== category.toLowerCase()) {
    throw new AppError("TEMPLATE_CHANGED", { from: category.toLowerCase(), to: template.category });
  }
  return template;
}

function factOf(
  ctx: Context,
  { caller, threadId, body }: Input,
  parts: Pick<SubmittedFact, "channelId" | "identityId" | "answersId"> & {
    template: TemplateToSend | null;
    carried: Carried;
  },
): SubmittedFact {
  return {
    type: "submitted",
    workspaceId: caller.workspaceId,
    messageId: newId(),
    threadId,
    channelId: parts.channelId,
    identityId: parts.identityId,
    clientId: body.clientId,
    clientFingerprint: null,
    authorId: caller.id,
    automatic: false,
    causeId: null,
    kind: body.kind,
    text: parts.carried.text,
    subject: body.kind === "email" ? body.subject : null,
    ...(parts.carried.payload === null ? {} : { content: parts.carried.payload }),
    template: parts.template?.submitted ?? null,
    answersId: parts.answersId,
    ...(body.kind === "email" && body.undoMs !== undefined ? { delayMs: body.undoMs } : {}),
    at: ctx.now(),
  };
}
