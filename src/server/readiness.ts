import { minuteMs, secondMs } from "#domain/time.ts";
import type { BlobStore } from "./blobs/blob-store.ts";
import type { Context } from "./context.ts";
import { migrations } from "./db/migrations/all.ts";
import { commitNothing, readDatabaseState } from "./readiness.queries.ts";

/** What a process needs to keep its promises. */
type Part = "database" | "writes" | "migrations" | "days" | "looks" | "files";

/** Says what is missing; nothing: the process is ready. */
export type Readiness = { missing(): Promise<Part[]> };

/** However often somebody asks, all of it is looked at once in so long. */
const defaultKeepMs = secondMs;
/** A file is written and removed more seldom. */
const filesFactor = 10;
const patienceMs = 1_500;
/** Screens are looked after every 2 s and the queue every 5 s. */
const defaultWithoutLookMs = minuteMs;

/** How long an answer is kept, and how long slow looks may fail; tests have less. */
export type Patience = { keepMs?: number; mostWithoutLookMs?: number };

/**
 * Looks at the database (answers, commits, schema, the days of journal and events), at the slow looks that do the
 * doorbell's work while it is away, and at the folder of files where this process serves or fetches them (null: it does not).
 */
export function createReadiness(
  ctx: Pick<Context, "db" | "now" | "meters">,
  { blobs, patience = {} }: { blobs: Pick<BlobStore, "tryWrite"> | null; patience?: Patience | undefined },
): Readiness {
  const { keepMs = defaultKeepMs, mostWithoutLookMs = defaultWithoutLookMs } = patience;
  const missingFiles = keep(keepMs * filesFactor, () =>
    missingUnless("files", blobs === null || inTime(blobs.tryWrite())),
  );
  const missing = keep(keepMs, async (): Promise<Part[]> => {
    const looks = (ctx.meters.longestWithoutLookMs() ?? 0) <= mostWithoutLookMs;
    return [
      ...(await missingInDatabase(ctx)),
      ...(await missingUnless("looks", looks)),
      ...(await missingFiles()),
    ];
  });
  return { missing };
}

async function missingInDatabase({ db, now }: Pick<Context, "db" | "now">): Promise<Part[]> {
  const asked = readDatabaseState(db.pool, { migrations: Object.keys(migrations), at: now() });
  const state = await orNull(asked);
  if (state === null) {
    return ["database"];
  }
  const isWritable = !state.isReadOnly && (await inTime(commitNothing(db.pool)));
  return [
    ...(await missingUnless("writes", isWritable)),
    ...(await missingUnless("migrations", state.missingMigrations === 0)),
    ...(await missingUnless("days", state.hasDays)),
  ];
}

async function missingUnless(part: Part, holds: boolean | Promise<boolean>): Promise<Part[]> {
  return (await holds) ? [] : [part];
}

async function inTime(work: Promise<void>): Promise<boolean> {
  return (await orNull(work.then(() => true))) ?? false;
}

/** Null: it failed, or took too long to be waited for. */
async function orNull<Answer>(work: Promise<Answer>): Promise<Answer | null> {
  const late = Promise.withResolvers<null>();
  const timer = setTimeout(() => late.resolve(null), patienceMs);
  try {
    return await Promise.race([work.catch(() => null), late.promise]);
  } finally {
    clearTimeout(timer);
  }
}

/** Everybody who asks within `ms` gets the same answer. */
function keep<Answer>(ms: number, ask: () => Promise<Answer>): () => Promise<Answer> {
  let last: { at: number; answer: Promise<Answer> } | null = null;
  return () => {
    const now = performance.now();
    if (last === null || now - last.at > ms) {
      last = { at: now, answer: ask() };
    }
    return last.answer;
  };
}
