import { personWords, wordsOf } from "#domain/search-text.ts";
import type { Context } from "../../context.ts";
import { type Transaction, withWorkspaces } from "../../db/connect.ts";
import * as queries from "./index.queries.ts";
import { shelfOf } from "./search.queries.ts";

const batchSize = 500;
/** A mail may be a book; what comes later than its first words is not found. */
const mostWords = 2_000;
const beginning = "00000000-0000-0000-0000-000000000000";

/**
 * Makes searchable what is not yet: first, once, everything that is there; then what the events tell. Each batch is one
 * transaction with its position, so it may be broken off anywhere. Two processes never work on one workspace.
 */
export async function indexWorkspace(ctx: Context, workspaceId: string, signal?: AbortSignal): Promise<void> {
  let isMore = true;
  while (isMore && signal?.aborted !== true) {
    isMore = await withWorkspaces(ctx.db, [workspaceId], (db) => indexBatch(db, workspaceId));
  }
}

async function indexBatch(db: Transaction, workspaceId: string): Promise<boolean> {
  await queries.beginProgress(db, workspaceId);
  const progress = await queries.lockProgress(db, workspaceId);
  if (progress === null) {
    return false;
  }
  const { next, isMore } = await step(db, workspaceId, progress);
  if (next !== progress) {
    await queries.saveProgress(db, workspaceId, next);
  }
  return isMore;
}

type Step = { next: queries.Progress; isMore: boolean };

function step(db: Transaction, workspaceId: string, progress: queries.Progress): Promise<Step> {
  if (progress.peopleAfter !== null) {
    return walkPeople(db, workspaceId, progress, progress.peopleAfter);
  }
  if (progress.messagesAfter !== null) {
    return walkMessages(db, workspaceId, progress, progress.messagesAfter);
  }
  return followEvents(db, workspaceId, progress);
}

async function walkPeople(
  db: Transaction,
  workspaceId: string,
  progress: queries.Progress,
  after: string,
): Promise<Step> {
  const people = await queries.listPeopleAfter(db, workspaceId, { after, most: batchSize });
  await storePeople(db, workspaceId, people);
  const isEnd = people.length < batchSize;
  return { next: { ...progress, peopleAfter: isEnd ? null : (people.at(-1)?.id ?? null) }, isMore: true };
}

async function walkMessages(
  db: Transaction,
  workspaceId: string,
  progress: queries.Progress,
  after: string,
): Promise<Step> {
  const texts = await queries.listTextsAfter(db, workspaceId, { after, most: batchSize });
  const documents = progress.documents + (await storeTexts(db, workspaceId, progress, texts));
  const isEnd = texts.length < batchSize;
  const messagesAfter = isEnd ? null : (texts.at(-1)?.id ?? null);
  return { next: { ...progress, documents, messagesAfter }, isMore: true };
}

async function followEvents(db: Transaction, workspaceId: string, progress: queries.Progress): Promise<Step> {
  // In this order: an event that is stored meanwhile is in the list and is not missed in it.
  const newest = await queries.findNewestEvent(db, workspaceId);
  const events = await queries.listEvents(db, workspaceId, { after: progress.eventSeq, most: batchSize });
  const lastSeq = events.at(-1)?.seq ?? progress.eventSeq;
  if (lastSeq - progress.eventSeq !== events.length || (events.length < batchSize && lastSeq < newest)) {
    // A workspace's numbers have no gaps: events that nobody read are gone. What they told of is found by walking again.
    return {
      next: { ...progress, eventSeq: newest, peopleAfter: beginning, messagesAfter: beginning },
      isMore: true,
    };
  }
  if (events.length === 0) {
    return { next: progress, isMore: false };
  }
  const threadIds = [...new Set(events.flatMap(({ threadId }) => threadId ?? []))];
  const messageIds = events.flatMap(({ messageId }) => messageId ?? []);
  if (threadIds.length > 0) {
    await storePeople(db, workspaceId, await queries.listPeople(db, workspaceId, threadIds));
  }
  const texts = messageIds.length === 0 ? [] : await queries.listTexts(db, workspaceId, messageIds);
  const documents = progress.documents + (await storeTexts(db, workspaceId, progress, texts));
  return { next: { ...progress, documents, eventSeq: lastSeq }, isMore: events.length === batchSize };
}

async function storePeople(
  db: Transaction,
  workspaceId: string,
  people: readonly queries.PersonColumns[],
): Promise<void> {
  const documents = people.map(({ id, name, phones, emails, usernames }) => ({
    id,
    words: personWords({ name: name ?? "", phones, emails, usernames }),
  }));
  if (documents.length > 0) {
    await queries.upsertPeople(db, workspaceId, documents);
  }
}

async function storeTexts(
  db: Transaction,
  workspaceId: string,
  { documents }: queries.Progress,
  texts: readonly queries.MessageText[],
): Promise<number> {
  const found = texts
    .map(({ id, text }) => ({ id, words: wordsOf(text).slice(0, mostWords) }))
    .filter(({ words }) => words.length > 0);
  return found.length === 0
    ? 0
    : queries.insertMessages(db, workspaceId, { shelf: shelfOf(documents), documents: found });
}
