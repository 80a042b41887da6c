import type { SearchResults } from "#contract/search.ts";
import { phonePart, queryWords } from "#domain/search-text.ts";
import type { Context } from "../../context.ts";
import { type Transaction, withWorkspaces } from "../../db/connect.ts";
import { type Position, pageOf, readCursor } from "../cursor.ts";
import { readThreads } from "../threads/list-threads.ts";
import { type FoundRow, findMessages, findPeople, findProgress, shelfOf } from "./search.queries.ts";
import { viewFoundMessage } from "./search.view.ts";

const defaultLimit = 20;
const mostPeople = 8;

/** Customers and messages that hold every word of what was typed. */
export async function search(
  ctx: Context,
  input: {
    workspaceId: string;
    callerId: string;
    q: string;
    cursor?: string | undefined;
    limit?: number | undefined;
  },
): Promise<SearchResults> {
  const { workspaceId, callerId, q, cursor, limit = defaultLimit } = input;
  const after = readCursor(cursor);
  const words = queryWords(q);
  return withWorkspaces(ctx.db, [workspaceId], async (db) => {
    const { documents, isComplete } = await findProgress(db, workspaceId);
    const personIds = after === null ? await findPersonThreads(db, workspaceId, q) : [];
    const newest = { at: shelfOf(documents), id: null };
    // A position past the newest shelf is none of ours.
    const from = after === null || after.at > newest.at ? newest : after;
    const found = await findRows(db, { workspaceId, words, from, most: limit + 1 });
    const page = pageOf(found, limit, ({ shelf, id }) => ({ at: shelf, id }));
    const ids = [...new Set([...personIds, ...page.rows.map(({ threadId }) => threadId)])];
    const threads = ids.length === 0 ? [] : await readThreads(ctx, db, { workspaceId, callerId, ids });
    return {
      people: threads.filter(({ id }) => personIds.includes(id)),
      messages: page.rows.flatMap((row) => {
        const thread = threads.find(({ id }) => id === row.threadId);
        return thread === undefined ? [] : viewFoundMessage(row, thread, words);
      }),
      nextCursor: page.nextCursor,
      isComplete,
    };
  });
}

/** Something that looks like a number is looked for as one, whatever spaces it was typed with. */
async function findPersonThreads(db: Transaction, workspaceId: string, q: string): Promise<string[]> {
  const phone = phonePart(q);
  const words = phone === null ? queryWords(q) : [phone];
  return words.length === 0 ? [] : findPeople(db, { workspaceId, words, most: mostPeople });
}

async function findRows(
  db: Transaction,
  input: {
    workspaceId: string;
    words: readonly string[];
    from: Position | { at: number; id: null };
    most: number;
  },
): Promise<FoundRow[]> {
  const { workspaceId, words, from, most } = input;
  return words.length === 0
    ? []
    : findMessages(db, { workspaceId, words, newestShelf: from.at, before: from.id, most });
}
